import type { Catalogue } from './po';
import { unitsFor } from './units';

const placesIn = (text: string): string => (text.match(/\{\w+\}/g) ?? []).sort().join(' ');

/** Steering marks can make a line say another thing than it shows (UTS 39, UAX 9); markup is no text. */
const FORBIDDEN = /[<>\u202a-\u202e\u2066-\u2069\p{Cc}]/u;

/** What keeps a catalogue from being spoken, a line each: nobody may meet half a page in a language that they do not read. */
export function problemsOf({ tag, translated }: Catalogue): string[] {
  const units = unitsFor(tag);
  const known = new Set(units.map(({ at }) => at));
  const strange = Array.from(translated.keys()).filter((at) => !known.has(at));
  return [
    ...units.flatMap(({ at, english }) => {
      const found = translated.get(at);
      if (found === undefined || found.words.trim() === '') return [`${at}: is not translated`];
      if (found.english !== english) return [`${at}: the English text has changed since`];
      // What is counted may say its number in words, “one file”, where the language has such a form.
      const placed = (text: string): string =>
        placesIn(at.includes('|') ? text.replace('{count}', '') : text);
      if (placed(found.words) !== placed(english))
        return [`${at}: has other places for values than the English text`];
      if (FORBIDDEN.test(found.words.replaceAll('\n', ' ')))
        return [`${at}: has signs that a text may not have`];
      return [];
    }),
    ...strange.map((at) => `${at}: there is no such text`),
  ];
}
