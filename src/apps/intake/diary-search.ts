import type { Incident } from '../../features/diary';
import type { JsonValue } from '../../kernel/json';

/** Without capitals and accents: what a thumb types in a hurry finds the same. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase();

function textsIn(value: JsonValue | undefined): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((part: JsonValue) => textsIn(part));
}

/** Whether a text has every word that was looked for. */
export function finder(words: string): (texts: readonly string[]) => boolean {
  const wanted = plain(words)
    .split(/\s+/)
    .filter((word) => word !== '');
  return (texts) => {
    const all = plain(texts.join('\n'));
    return wanted.length > 0 && wanted.every((word) => all.includes(word));
  };
}

/** Everything that the victim wrote in an entry. */
export const wordsOf = ({ answers }: Incident): string[] => textsIn(answers as JsonValue);
