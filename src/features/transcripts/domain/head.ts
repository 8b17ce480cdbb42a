import type { ExhibitRef, Sha256Hex } from '../../../kernel/ids';
import type { TimedLine } from './lines';
import { timestamp } from './webvtt';

/** What is said of a finished version wherever it goes. */
export interface Headed {
  readonly exhibit: ExhibitRef | null;
  readonly fileName: string;
  readonly masterSha256: Sha256Hex | null;
  readonly number: number;
  readonly reason: string;
  readonly author: string;
  readonly finishedAt: Date;
  readonly checker: string | null;
  readonly checkedAt: Date | null;
  readonly sha256: Sha256Hex;
}

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
const moment = (date: Date): string => `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** The head of an export, line by line. */
export function headOf(of: Headed): string[] {
  const { checker, checkedAt } = of;
  return [
    `Transcript of ${of.exhibit === null ? 'a clip that is no exhibit' : `exhibit ${of.exhibit}`}`,
    `File: ${of.fileName}`,
    `SHA-256 of the original: ${of.masterSha256 ?? 'not known'}`,
    `Version ${of.number}${of.reason === '' ? '' : `, made because: ${of.reason}`}`,
    `Typed by ${of.author}, finished ${moment(of.finishedAt)}`,
    checker === null || checkedAt === null
      ? 'Not checked against the sound by a second officer'
      : `Checked against the sound by ${checker}, ${moment(checkedAt)}`,
    `SHA-256 of these lines as WebVTT without this head: ${of.sha256}`,
    'Times are hours, minutes and seconds from the start of the film.',
  ].map(oneLine);
}

function said({ start, end, speaker, words, language, translation }: TimedLine): string {
  const tag = language === '' ? '' : ` (${language})`;
  const line = `${timestamp(start)} - ${timestamp(end)}  ${speaker === '' ? '' : `${speaker}${tag}: `}${words}`;
  return translation === ''
    ? line
    : `${line}\n${' '.repeat(29)}Translation${speaker === '' ? tag : ''}: ${translation}`;
}

/** For reading and printing. */
export const plainText = (head: readonly string[], lines: readonly TimedLine[]): string =>
  `${[...head, '', ...lines.map(said)].join('\n')}\n`;
