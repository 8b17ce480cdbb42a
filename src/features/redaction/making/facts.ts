import { clipSubject, type Fact } from '../../../custody';
import type { Sha256Hex } from '../../../kernel/ids';
import type { JsonObject } from '../../../kernel/json';
import type { FrameLines } from '../../evidence';
import { staying } from '../domain/clock';
import type { Recipe } from '../domain/recipe';
import type { RedactionToMake } from '../redaction.repository';
import type { Proven } from './proven';

/** A frame of the master, counted from 1, in ticks. */
interface Edge {
  readonly frame: number;
  readonly pts: number;
}

/** First and last frame that a copy shows, and when they are shown in the master. */
export function edgesOf(
  { timeBase, frames }: FrameLines,
  recipe: Pick<Recipe, 'trim'>,
): { readonly first: Edge; readonly last: Edge; readonly timeBase: FrameLines['timeBase'] } {
  const { from, to } = staying(recipe, frames.length);
  const at = (frame: number): Edge => ({ frame, pts: frames[frame - 1]?.pts ?? 0 });
  return { first: at(from), last: at(to), timeBase: { ...timeBase } };
}

const factOf = ({ clipId, investigationId }: RedactionToMake) => ({
  subject: clipSubject(clipId),
  investigation: investigationId,
});

const recipeOf = ({ recipeSha256, masterSha256 }: RedactionToMake) => ({
  recipeSha256,
  inputSha256: masterSha256,
});

/** What the log says of a copy that was made and proven. */
export function madeFact(
  wanted: RedactionToMake,
  { proof, frames, arguments: steps }: Proven,
  copy: { readonly sha256: Sha256Hex; readonly size: number; readonly tool: string },
  edges: ReturnType<typeof edgesOf>,
): Fact {
  const detail = {
    ...recipeOf(wanted),
    ...copy,
    frames,
    arguments: { ...steps } as unknown as JsonObject,
    proof: proof as unknown as JsonObject,
  };
  return wanted.isExtract
    ? { ...factOf(wanted), type: 'extract-made', detail: { extract: wanted.id, ...detail, ...edges } }
    : {
        ...factOf(wanted),
        type: 'redaction-rendered',
        detail: { redaction: wanted.id, version: wanted.version, ...detail },
      };
}

export function failedFact(wanted: RedactionToMake, code: string): Fact {
  const detail = { ...recipeOf(wanted), code };
  return wanted.isExtract
    ? { ...factOf(wanted), type: 'extract-failed', detail: { extract: wanted.id, ...detail } }
    : {
        ...factOf(wanted),
        type: 'redaction-failed',
        detail: { redaction: wanted.id, version: wanted.version, ...detail },
      };
}
