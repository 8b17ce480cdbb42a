import { csv } from '../../../platform/csv';
import { DRAFT_MARK, FORM_WORDS } from '../domain/schedule';
import type { Withheld } from '../domain/withheld';
import type { MadeSchedule } from '../schedules.repository';
import { headings, cellsOf } from './words';

export function scheduleCsv(schedule: MadeSchedule): string {
  const { form, version, urn } = schedule;
  return csv([
    [DRAFT_MARK, `${form} ${FORM_WORDS[form]}`, `URN ${urn}`, `version ${version}`],
    headings(form),
    ...cellsOf(schedule),
  ]);
}

export const withheldCsv = (rows: readonly Withheld[]): string =>
  csv([
    [DRAFT_MARK, 'Withheld from the defence, for the prosecutor alone'],
    ['Item', 'Clip', 'What is withheld', 'Why'],
    ...rows.map(({ label, clipId, what, why }) => [label, clipId, what, why]),
  ]);
