import type { Form, FormRow } from '../domain/schedule';
import type { MadeSchedule } from '../schedules.repository';

const HEADINGS: Readonly<Record<Form, readonly string[]>> = {
  MG12: ['Item', 'Exhibit reference', 'Description', 'Recorded, length', 'Produced by'],
  MG6C: ['Item', 'Reference', 'Description', 'Recorded, length', 'Source'],
  MG6D: ['Item', 'Reference', 'Description', 'Recorded, length', 'Why it is sensitive'],
  MG6E: ['Item', 'Schedule and number', 'Description', 'Recorded, length', 'Why it might meet the test'],
};

export const headings = (form: Form): readonly string[] => HEADINGS[form];

/** The rows of a made form as texts, under its headings. */
export function cellsOf(schedule: MadeSchedule): string[][] {
  const first = ({ position, label, description, particulars }: FormRow): string[] => [
    String(position),
    label,
    description,
    particulars,
  ];
  if (schedule.form === 'MG12' || schedule.form === 'MG6C')
    return schedule.rows.map((row) => [...first(row), row.producer]);
  return schedule.rows.map((row) => [...first(row), row.why]);
}

/** What is said of the rows, above them. */
export const LEAD: Readonly<Record<Form, string>> = {
  MG12: 'The exhibits of the prosecution case.',
  MG6C: 'The disclosure officer believes that this relevant material, which is not part of the prosecution case, is not sensitive. Each item is held as a digital file, under its reference or number.',
  MG6D: 'The disclosure officer believes that this relevant material, which is not part of the prosecution case, is sensitive.',
  MG6E: 'These items of unused material might reasonably be considered capable of undermining the prosecution case or of assisting the case for the accused.',
};

/** What stands in the place of rows when there are none. */
export const NIL: Readonly<Record<Form, string>> = {
  MG12: 'There is no exhibit.',
  MG6C: 'There is no non-sensitive unused material.',
  MG6D: 'Nil return: to the best of my knowledge and belief there is no sensitive material.',
  MG6E: 'No item of unused material might meet the disclosure test.',
};
