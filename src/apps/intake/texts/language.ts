import type { ENGLISH_TEXTS } from './en-texts';
import type { PaperFont } from '../../../platform/pdf/faces';
import type { Plural } from './plural';

/** The shape of a value with its words taken out: what a translation must have, key by key. It counts in its own way. */
type Shape<Value> = Value extends string
  ? string
  : Value extends Plural
    ? Plural
    : { readonly [Key in keyof Value]: Shape<Value[Key]> };

/** Every text of a language. A key that is missing in one does not compile. */
export type Texts = Shape<typeof ENGLISH_TEXTS>;

/** Who vouches for the texts: they were written in this language, or a person has read them all as a native reader. */
export type CheckedBy =
  | 'source text'
  | {
      readonly person: string;
      /** `YYYY-MM-DD` */
      readonly on: string;
    };

export interface Language {
  /** BCP 47; dates and numbers follow it too. */
  readonly tag: string;
  readonly direction: 'ltr' | 'rtl';
  /** What it calls itself. */
  readonly name: string;
  /** `null`: nobody yet, and so it is off. */
  readonly checkedBy: CheckedBy | null;
  readonly texts: Texts;
  /** A typeface for paper, where Latin, Greek and Cyrillic letters are not enough. */
  readonly font?: PaperFont;
}

/** Only what somebody vouches for is offered to anyone. */
export const offered = (languages: readonly Language[]): Language[] =>
  languages.filter(({ checkedBy }) => checkedBy !== null);

const LONGEST_HEADER = 500;
const primary = (tag: string): string => tag.split('-')[0]?.toLowerCase() ?? '';

/** What a browser asks for, best first (RFC 9110 section 12.5.4). */
function wanted(header: string): string[] {
  return header
    .slice(0, LONGEST_HEADER)
    .split(',')
    .map((part) => {
      const [tag = '', weight = ''] = part.split(';');
      return { tag: tag.trim().toLowerCase(), quality: Number(/q=([\d.]+)/.exec(weight)?.[1] ?? 1) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality)
    .map(({ tag }) => tag);
}

/** The language for a browser: the very one it asks for, else one of the same family, else the first. */
export function languageFor<One extends Pick<Language, 'tag'>>(
  languages: readonly [One, ...One[]],
  acceptLanguage = '',
): One {
  for (const tag of wanted(acceptLanguage)) {
    const found =
      languages.find((one) => one.tag.toLowerCase() === tag) ??
      languages.find((one) => primary(one.tag) === primary(tag));
    if (found !== undefined) return found;
  }
  return languages[0];
}
