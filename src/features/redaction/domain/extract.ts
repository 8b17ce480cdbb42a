import type { Film } from './check-recipe';
import type { Edits } from './recipe';

/** First and last frame, counted from 1. */
export type Part = NonNullable<Edits['trim']>;

/** What is covered and silenced in an extract: what is in its source, and nothing else. @param source `null`: the recording as it came */
export const extractOf = (part: Part, source: Edits | null): Edits => ({
  masks: source?.masks ?? [],
  sound: source?.sound ?? [],
  trim: part,
});

/** What is wrong with a part, in sentences for the officer; empty when it can be taken. */
export function partProblems(
  { from, to }: Part,
  { frames }: Pick<Film, 'frames'>,
  source: Edits | null,
): string[] {
  const { from: first, to: last } = source?.trim ?? { from: 1, to: frames };
  if (to < from) return [`The extract ends at frame ${to}, before it begins at frame ${from}.`];
  if (to > frames) return [`The extract ends at frame ${to}: the clip has ${frames} frames.`];
  if (from < first || to > last)
    return [`The redacted copy has frames ${first} to ${last} alone: the extract must lie within them.`];
  if (source === null && from === 1 && to === frames)
    return ['That is the whole clip: an extract leaves something out.'];
  return [];
}
