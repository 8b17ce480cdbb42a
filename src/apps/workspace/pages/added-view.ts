import { ADDITION_WORDS, shownAs, type SentClip } from '../../../features/evidence';

/** What the page of a clip says of an item that an officer added. */
export const addedView = ({ addedAs, kind }: SentClip): { addedWords: string; pictured: boolean } => ({
  addedWords: addedAs === null ? '' : ADDITION_WORDS[addedAs],
  pictured: addedAs !== null && shownAs(kind) !== undefined,
});
