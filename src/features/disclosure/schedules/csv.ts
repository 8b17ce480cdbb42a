import { csv } from '../../../platform/csv';
import { FORM_WORDS } from '../domain/schedule';
import type { Withheld } from '../domain/withheld';
import type { MadeSchedule } from '../schedules.repository';
import { ENDORSEMENT_HEADINGS } from '../domain/endorsement';
import { answersOf, cellsOf, headings, stateMark } from './words';

export function scheduleCsv(schedule: MadeSchedule): string {
  const { form, version, urn } = schedule;
  const answers = answersOf(schedule);
  return csv([
    [stateMark(schedule), `${form} ${FORM_WORDS[form]}`, `URN ${urn}`, `version ${version}`],
    [
      ...headings(form),
      ...(answers === undefined ? [] : [ENDORSEMENT_HEADINGS.answer, ENDORSEMENT_HEADINGS.comment]),
    ],
    ...cellsOf(schedule).map((cells, place) => [...cells, ...(answers?.[place] ?? [])]),
  ]);
}

export const withheldCsv = (rows: readonly Withheld[]): string =>
  csv([
    ['Withheld from the defence, for the prosecutor alone'],
    ['Item', 'Clip', 'What is withheld', 'Why'],
    ...rows.map(({ label, clipId, what, why }) => [label, clipId, what, why]),
  ]);
