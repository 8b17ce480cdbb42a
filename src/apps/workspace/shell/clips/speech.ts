import { z } from 'zod';
import type { Rendition } from '../../../../features/evidence';

const length = z.object({ seconds: z.number().positive() });
const facts = length.extend({
  speech: z.object({ spans: z.array(z.tuple([z.number(), z.number()])) }),
});

/** Where a detector heard what may be speech; it hears too little and too much. */
export interface Speech {
  readonly count: number;
  /** From and to of each part, in milliseconds, as JSON. */
  readonly spans: string;
}

const made = (renditions: readonly Rendition[]): Rendition | undefined =>
  renditions.find(({ kind, state }) => kind === 'waveform' && state === 'made');

/** How many seconds of the film, from its start, the picture of the sound is wide. */
export function soundSeconds(renditions: readonly Rendition[]): number | undefined {
  const found = length.safeParse(made(renditions)?.facts);
  return found.success ? found.data.seconds : undefined;
}

/** Nothing where nobody looked for it, as in recordings from before there was a detector. */
export function speechOf(renditions: readonly Rendition[]): Speech | undefined {
  const found = facts.safeParse(made(renditions)?.facts);
  if (!found.success) return undefined;
  const { spans } = found.data.speech;
  return { count: spans.length, spans: JSON.stringify(spans) };
}
