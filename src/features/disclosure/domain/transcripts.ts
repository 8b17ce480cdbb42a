import type { ClipId } from '../../../kernel/ids';
import { filmHeldBack, type FilmFacts } from './films';

/** Of an item that is a transcript. */
export interface TranscriptFacts {
  /** Null once that has been erased. */
  readonly recording: ClipId | null;
  readonly isFinished: boolean;
  /** By another officer than those who typed, against the sound, before its words were fixed. */
  readonly isChecked: boolean;
  /** No newer one takes its place. What was replaced is neither finished nor checked any more. */
  readonly isNewest: boolean;
  /** The recording goes to the defence and the court with all of its sound, at its own times. */
  readonly isHeard: boolean;
}

interface MaybeTranscript {
  readonly clipId: ClipId;
  readonly transcript?: TranscriptFacts | null | undefined;
  readonly film?: FilmFacts | null | undefined;
}

/**
 * Why a transcript or a film goes to neither the defence nor the court, whatever was decided about it; `undefined` where it may, and
 * of anything else.
 * @param going items that the recipient is given
 */
export function heldBack(
  { transcript, film }: MaybeTranscript,
  going: ReadonlySet<ClipId>,
): string | undefined {
  if (film) return filmHeldBack(film, going, false);
  if (!transcript) return undefined;
  const { recording, isFinished, isChecked, isNewest, isHeard } = transcript;
  if (recording === null) return 'its recording was erased: it goes beside that alone';
  if (!isNewest && !isChecked) return 'a version that was replaced: it goes only as a document';
  if (!isFinished) return 'a draft: it goes once it is finished and checked';
  if (!isChecked) return 'no other officer has checked it against the sound: it goes once one has';
  if (!going.has(recording)) return 'its recording does not go: it goes beside that alone';
  if (!isHeard)
    return 'its recording goes without some of the sound, or as a part: type what is left, and add it as a document, if that is to go';
  return undefined;
}

export const idsOf = (items: readonly MaybeTranscript[]): ReadonlySet<ClipId> =>
  new Set(items.map(({ clipId }) => clipId));

/** Without the transcripts and the films that are held back. */
export const withTheirRecordings = <Item extends MaybeTranscript>(
  items: readonly Item[],
  going: ReadonlySet<ClipId>,
): Item[] => items.filter((item) => heldBack(item, going) === undefined);

/** Without the films that not even the prosecutor is given: whoever has one has each of its parts beside it. */
export const withTheirParts = <Item extends MaybeTranscript>(
  items: readonly Item[],
  going: ReadonlySet<ClipId>,
): Item[] => items.filter(({ film }) => !film || filmHeldBack(film, going, true) === undefined);
