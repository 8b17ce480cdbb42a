import {
  answers,
  fingerprintOf,
  judged,
  standingTo,
  whenProblem,
  type Answers,
  type Incident,
  type Standing,
  type WhenAnswer,
} from '../../features/diary';
import { isUuid, uuidV7, type IncidentId } from '../../kernel/ids';
import { textField } from './form';
import type { Texts } from './texts/language';
import type { Saving } from './writing-page';

/** So many rows at most, those that are filled among them. */
export const MOST_ROWS = 100;
/** Empty ones that are offered at once. */
const EMPTY_ROWS = 10;

/** One row of the page on which many things are written down. */
export interface ManyRow {
  readonly id: IncidentId;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly time: string;
  readonly what: string;
  /** Fingerprint of what the page showed in it; empty of an empty row. */
  readonly shown: string;
  /** What has been saved in another place since. */
  readonly elsewhere?: string;
  readonly problem?: string;
  /** The field that the problem is about. */
  readonly field?: 'day' | 'time' | 'what';
}

const FIELDS = ['day', 'month', 'year', 'time', 'what'] as const;

type Typed = Pick<ManyRow, (typeof FIELDS)[number]>;

/** Of what its fields hold. */
export function rowFingerprint(row: Typed): string {
  const typed = Object.fromEntries(FIELDS.map((name) => [name, row[name].trim()]));
  return Object.values(typed).every((text) => text === '') ? '' : fingerprintOf(typed);
}

/** A day and a time as they were typed, and the words below them. */
export const rowText = ({ day, month, year, time, what }: Typed): string =>
  [[day, month, year, time].join(' ').trim(), what.trim()].filter((part) => part !== '').join('\n');

const rowOf = ({ id, answers: given }: Incident): ManyRow => {
  const { day = '', month = '', year = '', time = '' } = given.when ?? {};
  const row = { id, day, month, year, time, what: given.what?.words ?? '' };
  return { ...row, shown: rowFingerprint(row) };
};

/** Made in the order of the rows: what is sent is numbered in the order of its ids, where it was begun at one moment. */
const emptyRow = (at: number, place: number): ManyRow => ({
  ...{ id: uuidV7<IncidentId>(at + place), day: '', month: '', year: '', time: '', what: '', shown: '' },
});

const NOTHING: Typed = { day: '', month: '', year: '', time: '', what: '' };

export const rowBefore = (before: Incident | undefined): Typed =>
  before === undefined ? NOTHING : rowOf(before);

/** What is written and not sent, and empty rows below it. @param most rows that there may be */
export function rowsOf(drafts: readonly Incident[], wanted: number, now: Date, most: number): ManyRow[] {
  const filled = drafts.slice(0, MOST_ROWS).map(rowOf);
  const all = Math.min(most, Math.max(filled.length + EMPTY_ROWS, wanted));
  const empty = Array.from({ length: Math.max(0, all - filled.length) }, (_, at) =>
    emptyRow(now.getTime(), at),
  );
  return [...filled, ...empty];
}

/** As they were posted; a row without a place to keep it in is none. */
export function postedRows(body: unknown): ManyRow[] {
  return Array.from({ length: MOST_ROWS }, (_, place): ManyRow | undefined => {
    const id = textField(body, `id-${place + 1}`, 40);
    if (!isUuid(id)) return undefined;
    const text = (name: (typeof FIELDS)[number]): string => textField(body, `${name}-${place + 1}`, Infinity);
    const [day, month, year, time, what] = FIELDS.map(text) as [string, string, string, string, string];
    const shown = textField(body, `base-${place + 1}`, 60);
    return { id: id as IncidentId, day, month, year, time, what, shown };
  }).filter((row) => row !== undefined);
}

const kindOf = ({ day, month, year }: ManyRow, before: WhenAnswer | undefined): WhenAnswer['kind'] => {
  if (day !== '' && month !== '' && year !== '') return 'exact';
  if (day !== '' || month !== '' || year !== '') return 'about';
  return before?.kind === 'unknown' ? 'unknown' : '';
};

function standingOf(before: Incident | undefined, saving: Saving): Standing {
  const { what, when } = before?.writtenBy ?? {};
  const both = [what, when].map((writer) => standingTo(writer, saving));
  if (both.includes('other')) return 'other';
  return both.includes('overtaken') ? 'overtaken' : 'own';
}

/**
 * Whether a row may be written over what is there: it was shown on the page, or written by it.
 * @param saving by the page; without a key nothing is known of what it showed
 */
export function verdictOn(
  row: ManyRow,
  before: Incident | undefined,
  saving: Saving,
): ReturnType<typeof judged> {
  if (saving.key === '') return 'write';
  const standing = standingOf(before, saving);
  const current = rowFingerprint(rowBefore(before));
  return judged({ given: rowFingerprint(row), shown: row.shown, standing }, current);
}

/** A row whose words were changed in another place since: both are shown, and to save again takes what was typed here. */
export function withBoth(row: ManyRow, before: Incident | undefined, { problems }: Texts): ManyRow {
  const now = before === undefined ? undefined : rowOf(before);
  if (now === undefined) return row;
  return {
    ...row,
    ...{ shown: now.shown, elsewhere: rowText(now), problem: problems.of['entry-changed'], field: 'what' },
  };
}

/** What is new in a row; `undefined`: nothing. What the row has no field for stays as it was. */
export function changeIn(row: ManyRow, before: Incident | undefined): Answers | undefined {
  const known = rowBefore(before);
  if (FIELDS.every((field) => row[field].trim() === known[field].trim())) return undefined;
  const { when, what } = before?.answers ?? {};
  const { day, month, year, time } = row;
  return {
    when: { kind: kindOf(row, when), day, month, year, time, words: when?.words ?? '' },
    what: { words: row.what, unknown: row.what.trim() === '' && what?.unknown === true },
  };
}

/** The row with what needs another look in it. */
export function looked(row: ManyRow, change: Answers | undefined, { diary }: Texts, now: Date): ManyRow {
  if (change === undefined) return row;
  if (!answers.safeParse(change).success) return { ...row, problem: diary.tooLong, field: 'what' };
  const wrong = change.when && whenProblem(change.when, now);
  if (wrong === undefined) return row;
  return { ...row, problem: diary.wrong[wrong], field: wrong === 'no-such-time' ? 'time' : 'day' };
}

/** Too long to be kept, or changed in another place. */
export const isRefused = (row: ManyRow): boolean => row.field === 'what';

/** What is answered to the page that keeps rows while they are written. */
export function keptStatus(rows: readonly ManyRow[]): number {
  if (rows.some(({ elsewhere }) => elsewhere !== undefined)) return 409;
  return rows.some(isRefused) ? 400 : 204;
}
