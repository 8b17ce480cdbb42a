import { pluralRules } from '../../../../kernel/formatters';
import type { Catalogue } from './po';
import { unitsFor, type Unit } from './units';

const placesIn = (text: string): string => (text.match(/\{\w+\}/g) ?? []).sort().join(' ');

/** Steering marks can make a line say another thing than it shows (UTS 39, UAX 9); markup is no text. */
const FORBIDDEN = /[<>\u202a-\u202e\u2066-\u2069\p{Cc}]/u;

/** Forms of counting that may stand for a single number: “one file”. The others say theirs. */
const OF_ONE_NUMBER = ['zero', 'one', 'two'];
const MOST = 200;

/** Whether the language uses the form for no more than one number. */
function isOfOneNumber(tag: string, form: string): boolean {
  if (!OF_ONE_NUMBER.includes(form)) return false;
  const rules = pluralRules(tag, {});
  return (
    Array.from({ length: MOST }, (_, number) => number).filter((number) => rules.select(number) === form)
      .length <= 1
  );
}

/** Whether every value has its place; in a form that stands for one number the words may say it. */
function keepsPlaces(tag: string, { at, english, other }: Unit, words: string): boolean {
  const [, form] = at.split('|');
  if (form === undefined) return placesIn(words) === placesIn(english);
  const without = (text: string): string => placesIn(text.replace('{count}', ''));
  const counts = words.includes('{count}') || !other.includes('{count}') || isOfOneNumber(tag, form);
  return counts && without(words) === without(english);
}

/** What keeps a catalogue from being spoken, a line each: nobody may meet half a page in a language that they do not read. */
export function problemsOf({ tag, name, translated }: Catalogue): string[] {
  const ofWords = unitsFor(tag).flatMap((unit) => {
    const { at, english } = unit;
    const found = translated.get(at);
    if (found === undefined || found.words.trim() === '') return [`${at}: is not translated`];
    if (found.english !== english) return [`${at}: the English text has changed since`];
    if (!keepsPlaces(tag, unit, found.words))
      return [`${at}: has other places for values than the English text`];
    if (FORBIDDEN.test(found.words.replaceAll('\n', ' ')))
      return [`${at}: has signs that a text may not have`];
    return [];
  });
  const isName = name.trim() !== '' && !FORBIDDEN.test(name);
  return [...(isName ? [] : ['X-Language-Name: says not what the language calls itself']), ...ofWords];
}
