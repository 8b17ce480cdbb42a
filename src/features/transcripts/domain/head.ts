import type { ExhibitRef, OfficerId, Sha256Hex } from '../../../kernel/ids';
import { oneLine } from '../../../kernel/one-line';
import type { TimedLine } from './lines';
import { begunFrom, type ProposedBy } from './proposed';
import { timestamp } from './webvtt';

/** Who typed the lines of a version. */
export interface Typed {
  readonly authorId: OfficerId;
  readonly author: string;
  /** Who typed the lines that it began with, in their order. */
  readonly earlier: readonly { readonly id: OfficerId; readonly name: string }[];
  /** Programs whose words were taken: nobody is said to have typed what a machine wrote. */
  readonly proposedBy: readonly ProposedBy[];
  readonly finishedAt: Date | null;
}

/** Everybody whose lines are in it, in a sentence without its stop. */
export function typedBy({ author, authorId, earlier, proposedBy, finishedAt }: Typed): string {
  const typed = proposedBy.length === 0 ? 'Typed' : 'Typed, or taken from words of a program,';
  const [first, ...between] = earlier;
  if (first === undefined || earlier.every(({ id }) => id === authorId)) return `${typed} by ${author}`;
  const others = between.filter(({ id }) => id !== authorId).map(({ name }) => `gone on with by ${name}`);
  const last = finishedAt === null ? 'gone on with by' : 'gone on with and finished by';
  return `Begun by ${[first.name, ...others].join(', ')}, ${last} ${author}`;
}

/** What is said of a finished version wherever it goes: neither the file's name nor an officer's reason, which may tell of people. */
export interface Headed extends Typed {
  readonly exhibit: ExhibitRef | null;
  readonly masterSha256: Sha256Hex | null;
  readonly number: number;
  readonly goesOnFrom: number | null;
  readonly finishedAt: Date;
  readonly checker: string | null;
  readonly checkedAt: Date | null;
  readonly sha256: Sha256Hex;
}

const moment = (date: Date): string => `${date.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** The head of an export, line by line. */
export function headOf(of: Headed): string[] {
  const { checker, checkedAt } = of;
  return [
    `Transcript of ${of.exhibit === null ? 'a clip that is no exhibit' : `exhibit ${of.exhibit}`}`,
    `SHA-256 of the original: ${of.masterSha256 ?? 'not known'}`,
    `Version ${of.number}${of.goesOnFrom === null ? '' : `, which goes on from version ${of.goesOnFrom}`}`,
    typedBy(of),
    ...(of.proposedBy.length === 0 ? [] : [begunFrom(of.proposedBy)]),
    `Finished ${moment(of.finishedAt)}`,
    checker === null || checkedAt === null
      ? 'Not checked against the sound by another officer'
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
