import { folded, foldedWithPlaces } from './folded';

/** Characters of an excerpt, about two lines of a list. */
const LENGTH = 180;
/** Of these so many before the word that was found. */
const BEFORE = 60;

const escaped = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

/** The place in a text at which one of the words begins, whole or not; its start where none does. */
function placeOf(text: string, words: readonly string[]): number {
  if (words.length === 0) return 0;
  const wanted = words.map((word) => escaped(folded(word))).join('|');
  const plain = foldedWithPlaces(text);
  const found = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${wanted})`, 'iu').exec(plain.text);
  return found === null ? 0 : (plain.places[found.index] ?? 0);
}

/** Two lines of a text, around the first of the words that were searched for. */
export function excerptOf(text: string, words: readonly string[]): string {
  const plain = text.replaceAll(/\s+/g, ' ').trim();
  if (plain.length <= LENGTH) return plain;
  const wanted = Math.max(0, Math.min(placeOf(plain, words) - BEFORE, plain.length - LENGTH));
  const start = wanted === 0 ? 0 : plain.indexOf(' ', wanted) + 1 || wanted;
  const cut = plain.slice(start, start + LENGTH);
  const end = start + LENGTH >= plain.length ? cut.length : cut.lastIndexOf(' ');
  const shown = end > 0 ? cut.slice(0, end) : cut;
  return `${start === 0 ? '' : '… '}${shown}${start + shown.length < plain.length ? ' …' : ''}`;
}
