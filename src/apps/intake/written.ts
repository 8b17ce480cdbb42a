import type { Request } from 'express';
import { textField } from './form';
import { postedRows, rowText } from './many-form';

/** Each a part of one moment. */
export const MOMENT = ['day', 'month', 'year', 'time', 'shown'] as const;
/** Every other field of the pages behind the code in which something is written, in the order in which they stand. */
export const WORDS = [
  'words',
  'where',
  'seen',
  'effect',
  'before',
  'letter',
  'name',
  'organisation',
] as const;

/**
 * What is said of pressure is never shown again, to nobody, as its page promises before the button: somebody may stand beside its victim by then.
 * The page that comes says that it was not kept, and the script of the form tells while the words still stand there (`browser/lib/stay.ts`).
 */
const NEVER_SHOWN = '/pressure';

/** What was written on a page and could not be kept: the page of it is gone, so it is given back to copy. */
export function writtenIn({ method, path, body }: Pick<Request, 'method' | 'path' | 'body'>): string {
  if (method !== 'POST' || path === NEVER_SHOWN) return '';
  if (path === '/diary/many')
    return postedRows(body)
      .map(rowText)
      .filter((row) => row !== '')
      .join('\n\n');
  const text = (name: string): string => textField(body, name, Infinity).trim();
  return [MOMENT.map(text).join(' ').trim(), ...WORDS.map(text)].filter((part) => part !== '').join('\n');
}
