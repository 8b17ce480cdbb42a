import { po, type GetTextTranslation, type GetTextTranslations } from 'gettext-parser';
import type { CheckedBy, Language } from '../language';
import type { Unit } from './units';

/** A translation: of which English words, so that it is known when these have changed. */
export interface Translated {
  readonly english: string;
  readonly words: string;
  /** Nobody stands behind it. */
  readonly guessed?: true;
}

/** What a translator has in hand: a PO file, which every tool for translators opens. */
export interface Catalogue extends Pick<Language, 'tag' | 'name' | 'direction'> {
  readonly checkedBy: Exclude<CheckedBy, 'source text'> | null;
  readonly translated: ReadonlyMap<string, Translated>;
}

const HEADERS = { name: 'X-Language-Name', person: 'X-Checked-By', on: 'X-Checked-On' } as const;
const RIGHT_TO_LEFT = new Set(['Arab', 'Hebr', 'Thaa', 'Nkoo', 'Adlm']);

const directionOf = (tag: string): Language['direction'] =>
  RIGHT_TO_LEFT.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr';

/** Tools write what a machine or they themselves have guessed as `fuzzy`: nobody stands behind it. */
const isGuess = ({ comments }: GetTextTranslation): boolean => comments?.flag?.includes('fuzzy') === true;

/** @param keepGuesses for whoever works on: unsure words are kept @throws SyntaxError when it is no PO file of a language */
export function readPo(bytes: Buffer, keepGuesses = false): Catalogue {
  const { headers, translations } = po.parse(bytes);
  const tag = headers['Language'] ?? '';
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag)) throw new SyntaxError('its header names no Language');
  const [person = '', on = ''] = [headers[HEADERS.person]?.trim(), headers[HEADERS.on]?.trim()];
  const isChecked = person !== '' && /^\d{4}-\d{2}-\d{2}$/.test(on);
  const entries = Object.values(translations)
    .flatMap((ofOne) => Object.values(ofOne))
    .filter((entry) => entry.msgid !== '' && (keepGuesses || !isGuess(entry)));
  return {
    tag,
    name: headers[HEADERS.name] ?? tag,
    direction: directionOf(tag),
    checkedBy: isChecked ? { person, on } : null,
    translated: new Map(
      entries.map((entry): [string, Translated] => {
        const { msgctxt = '', msgid, msgstr } = entry;
        const guessed = isGuess(entry);
        return [msgctxt, { english: msgid, words: msgstr[0] ?? '', ...(guessed && { guessed }) }];
      }),
    ),
  };
}

/** Of places in the words, and of counting, told to whoever translates. */
function hintsFor({ at, other }: Unit): string {
  const places = Array.from(new Set(other.match(/\{\w+\}/g) ?? []));
  const [, form] = at.split('|');
  return [
    ...(places.length > 0 ? [`Keep as they are: ${places.join(' ')}`] : []),
    ...(form === undefined ? [] : [`For counts of the form “${form}” (Unicode CLDR)`]),
  ].join('\n');
}

/**
 * The PO file of a language: every text there is now, with its translation; what has changed is marked as unsure. Who has checked it has not read what
 * is new: with anything left to do nobody stands behind it any more.
 */
export function writePo(catalogue: Catalogue, units: readonly Unit[]): Buffer {
  const { tag, name, checkedBy, translated } = catalogue;
  const entry = (unit: Unit): GetTextTranslation => {
    const before = translated.get(unit.at);
    const stale = before !== undefined && (before.guessed === true || before.english !== unit.english);
    const extracted = hintsFor(unit);
    return {
      msgctxt: unit.at,
      msgid: unit.english,
      msgstr: [before?.words ?? ''],
      comments: { ...(extracted && { extracted }), ...(stale && { flag: 'fuzzy' }) },
    };
  };
  const isWhole = units.every(({ at, english }) => {
    const found = translated.get(at);
    return found?.english === english && found.guessed !== true && found.words !== '';
  });
  const headers = {
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Transfer-Encoding': '8bit',
    Language: tag,
    [HEADERS.name]: name,
    [HEADERS.person]: isWhole ? (checkedBy?.person ?? '') : '',
    [HEADERS.on]: isWhole ? (checkedBy?.on ?? '') : '',
  };
  const translations: GetTextTranslations['translations'] = {};
  for (const unit of units) translations[unit.at] = { [unit.english]: entry(unit) };
  return po.compile({ charset: 'utf-8', headers, translations }, { foldLength: 0 });
}
