import { pluralRules } from '../../../../kernel/formatters';
import { ENGLISH_TEXTS } from '../en-texts';
import type { Texts } from '../language';
import type { Plural } from '../plural';

/** One text to translate: `at` is its way through the texts, `diary.home.title`, with the form of counting behind it where it is counted. */
export interface Unit {
  readonly at: string;
  readonly english: string;
  /** The English words for many, where it is counted; else the same. */
  readonly other: string;
}

type Node = string | readonly Node[] | Plural | { readonly [key: string]: Node };

const COUNTED = '|';

const isPlural = (node: Node): node is Plural =>
  typeof node === 'object' && !Array.isArray(node) && 'forms' in node;

/** How a language counts (CLDR), `other` last. */
export function formsOf(tag: string): Intl.LDMLPluralRule[] {
  const { pluralCategories } = pluralRules(tag, {}).resolvedOptions();
  return [...pluralCategories.filter((form) => form !== 'other'), 'other'];
}

const join = (at: string, key: string | number): string => (at === '' ? String(key) : `${at}.${key}`);

/** Walks the English texts; `word` gives what stands in their place. */
function walk(node: Node, at: string, forms: readonly string[], word: (unit: Unit) => string): Node {
  // An empty line of a letter.
  if (node === '') return node;
  if (typeof node === 'string') return word({ at, english: node, other: node });
  if (isPlural(node)) {
    const { one, other } = node.forms;
    const english = (form: string): string => (form === 'one' ? (one ?? other) : other);
    const made = forms.map((form) => [
      form,
      word({ at: at + COUNTED + form, english: english(form), other }),
    ]);
    return { forms: Object.fromEntries(made) as Plural['forms'] };
  }
  if (Array.isArray(node)) return node.map((inner: Node, index) => walk(inner, join(at, index), forms, word));
  const entries = Object.entries(node as Readonly<Record<string, Node>>);
  return Object.fromEntries(entries.map(([key, inner]) => [key, walk(inner, join(at, key), forms, word)]));
}

/** All there is to translate into the language, in the order of the English texts. */
export function unitsFor(tag: string): Unit[] {
  const units: Unit[] = [];
  walk(ENGLISH_TEXTS as unknown as Node, '', formsOf(tag), (unit) => {
    units.push(unit);
    return unit.english;
  });
  return units;
}

/** The texts of the language, each by its place. */
export const textsIn = (tag: string, wordsAt: (at: string) => string): Texts =>
  walk(ENGLISH_TEXTS as unknown as Node, '', formsOf(tag), ({ at }) => wordsAt(at)) as unknown as Texts;
