import type { Request } from 'express';
import { textField } from './form';
import { postedRows } from './many-form';

const FIELDS = ['day', 'month', 'year', 'time'] as const;

/** A day and a time as they were typed, and the words below them. */
const textOf = (moment: readonly string[], words: string): string =>
  [moment.join(' ').trim(), words.trim()].filter((part) => part !== '').join('\n');

/** What was written in the diary and could not be kept: the page of it is gone, so it is given back to copy. */
export function writtenIn({ method, path, body }: Pick<Request, 'method' | 'path' | 'body'>): string {
  if (method !== 'POST' || !path.startsWith('/diary/')) return '';
  if (path === '/diary/many')
    return postedRows(body)
      .map(({ day, month, year, time, what }) => textOf([day, month, year, time], what))
      .filter((row) => row !== '')
      .join('\n\n');
  const moment = FIELDS.map((name) => textField(body, name, Infinity));
  return textOf(moment, textField(body, 'words', Infinity));
}
