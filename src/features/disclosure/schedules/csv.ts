import { stringify } from 'csv-stringify/sync';
import { DRAFT_MARK, FORM_WORDS } from '../domain/schedule';
import type { Withheld } from '../domain/withheld';
import type { MadeSchedule } from '../schedules.repository';
import { headings, cellsOf } from './words';

/**
 * RFC 4180 with a byte order mark, which spreadsheets need to see UTF-8. A cell that a spreadsheet would take for a
 * formula is escaped: what somebody wrote in a description must not run on the reader's machine.
 */
const write = (rows: readonly (readonly string[])[]): string =>
  stringify(
    rows.map((row) => [...row]),
    { bom: true, record_delimiter: '\r\n', escape_formulas: true },
  );

export function scheduleCsv(schedule: MadeSchedule): string {
  const { form, version, urn } = schedule;
  return write([
    [DRAFT_MARK, `${form} ${FORM_WORDS[form]}`, `URN ${urn}`, `version ${version}`],
    headings(form),
    ...cellsOf(schedule),
  ]);
}

export const withheldCsv = (rows: readonly Withheld[]): string =>
  write([
    [DRAFT_MARK, 'Withheld from the defence, for the prosecutor alone'],
    ['Item', 'Clip', 'What is withheld', 'Why'],
    ...rows.map(({ label, clipId, what, why }) => [label, clipId, what, why]),
  ]);
