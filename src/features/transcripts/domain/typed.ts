import type { Line } from './lines';

/** `0:05.2`, `1:02:03.25`, `65.2` or `65`. */
const TIME = /^(?:(?:(\d{1,2}):)?(\d{1,3}):)?(\d{1,5}(?:[.,]\d{1,3})?)$/;

/** Milliseconds; `null` where nothing was typed, `undefined` where it is no time. */
export function typedTime(text: string): number | null | undefined {
  if (text === '') return null;
  const [, hours = '0', minutes = '0', seconds] = TIME.exec(text) ?? [];
  if (seconds === undefined) return undefined;
  return Math.round(
    (Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds.replace(',', '.'))) * 1_000,
  );
}

/** `0:05.200`; nothing for a time that is not known. */
export function shownTime(ms: number | null): string {
  if (ms === null) return '';
  const [hours, minutes] = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60];
  const seconds = ((ms % 60_000) / 1_000).toFixed(3).padStart(6, '0');
  return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`;
}

const escaped = (text: string): string => text.replaceAll('|', '\\|');

/** A transcript as text that can be typed: a line each, with `start | end | speaker | words | translation | language`. */
export const asTyped = (lines: readonly Line[]): string =>
  lines
    .map(({ start, end, speaker, words, translation, language }) =>
      [shownTime(start), shownTime(end), ...[speaker, words, translation, language].map(escaped)]
        .join(' | ')
        .replace(/( \| )+$/, ''),
    )
    .join('\n');

/** The same read again. What cannot be read is a sentence about its line. */
export function readTyped(text: string): Line[] | string {
  const lines: Line[] = [];
  for (const [index, row] of text.split(/\r\n|\n|\r/).entries()) {
    if (row.trim() === '') continue;
    const fields = row.split(/(?<!\\)\|/).map((field) => field.trim().replaceAll('\\|', '|'));
    const [from = '', to = '', speaker = '', words = '', translation = '', language = ''] = fields;
    const [start, end] = [typedTime(from), typedTime(to)];
    if (start === undefined || end === undefined)
      return `Row ${index + 1}: give times such as 0:05.2, or leave them empty.`;
    if (fields.length > 6)
      return `Row ${index + 1}: there are more than six parts. Write \\| for a | in the words.`;
    lines.push({ start, end, speaker, words, language, translation });
  }
  return lines;
}
