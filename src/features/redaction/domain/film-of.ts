import type { JsonObject, JsonValue } from '../../../kernel/json';
import { shownSize, type FilmFacts, type MediaFacts } from '../../../platform/media';
import type { Film } from './check-recipe';

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The facts of a recording with a picture; `undefined` of everything else. */
export function filmFacts(media: JsonObject | null): FilmFacts | undefined {
  const facts = media as unknown as MediaFacts | null;
  return facts?.kind === 'media' && facts.video !== null ? (facts as FilmFacts) : undefined;
}

/** What a recipe must fit. @param proxyFacts what was measured when the viewing copy was made */
export function filmOf(media: JsonObject | null, proxyFacts: JsonObject | null): Film | undefined {
  const facts = filmFacts(media);
  const check = proxyFacts?.['check'];
  const frames = isObject(check) ? check['sourceFrames'] : undefined;
  if (facts === undefined || typeof frames !== 'number' || frames < 1) return undefined;
  return {
    ...shownSize(facts.video),
    frames,
    hasSound: facts.audio !== null,
    // Where the container does not say, a span is not too late.
    lengthMs: facts.duration === null ? 100_000_000 : Math.ceil(facts.duration * 1_000),
  };
}
