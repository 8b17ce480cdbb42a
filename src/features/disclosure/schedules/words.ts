import { formatDateTime } from '../../../platform/http';
import { openSource } from '../domain/particulars';
import { DRAFT_MARK, type Form, type FormRow } from '../domain/schedule';
import type { MadeSchedule } from '../schedules.repository';

const HEADINGS: Readonly<Record<Form, readonly string[]>> = {
  MG12: ['Item', 'Exhibit reference', 'Description', 'Recorded, length', 'Produced by', 'Location'],
  MG6C: ['Item', 'Reference', 'Description', 'Recorded, length', 'Source', 'Location'],
  MG6D: ['Item', 'Reference', 'Description', 'Recorded, length', 'Why it is sensitive', 'Location'],
  MG6E: [
    'Item',
    'Schedule and number',
    'Description',
    'Recorded, length',
    'Whether it might meet the test, and why',
  ],
};

export const headings = (form: Form): readonly string[] => HEADINGS[form];

/** The rows of a made form as texts, under its headings. */
export function cellsOf(schedule: MadeSchedule): string[][] {
  const first = ({ position, label, description, particulars, presumed }: FormRow): string[] => [
    String(position),
    label,
    presumed === '' ? description : `${description} [${presumed}]`,
    particulars,
  ];
  if (schedule.form === 'MG12' || schedule.form === 'MG6C')
    return schedule.rows.map((row) => [
      ...first(row),
      row.producer === '' ? row.source : row.producer,
      row.location,
    ]);
  return schedule.rows.map((row) => [
    ...first(row),
    row.why,
    ...(schedule.form === 'MG6D' ? [row.location] : []),
  ]);
}

/** What is said of the rows, above them. */
export const LEAD: Readonly<Record<Form, string>> = {
  MG12: 'The exhibits of the prosecution case.',
  MG6C: 'The disclosure officer believes that this relevant material, which is not part of the prosecution case, is not sensitive.',
  MG6D: 'The disclosure officer believes that this relevant material, which is not part of the prosecution case, is sensitive.',
  MG6E: 'Of each of these items of unused material it is said whether it might reasonably be considered capable of undermining the prosecution case or of assisting the case for the accused, and why. Listed are those that might, and those that are presumed to.',
};

/** What stands in the place of rows when there are none. */
export const NIL: Readonly<Record<Form, string>> = {
  MG12: 'There is no exhibit.',
  MG6C: 'There is no non-sensitive unused material.',
  MG6D: 'Nil return: to the best of my knowledge and belief there is no sensitive material.',
  MG6E: 'No item of unused material might meet the disclosure test, and none is presumed to.',
};

/** Of a form that leaves the workspace by itself, when it does not hold any more: it may list what is withheld by now. */
export const OUT_OF_DATE_MARK =
  'OUT OF DATE, not to be given to anybody: a later version holds, or is to be made';

/** What stands at the head of a form: that it is out of date, that it is a draft, or that and when it was signed. */
export const stateMark = ({
  signedName,
  signedAt,
  isOutOfDate,
}: Pick<MadeSchedule, 'signedName' | 'signedAt' | 'isOutOfDate'>): string =>
  [
    ...(isOutOfDate === true ? [OUT_OF_DATE_MARK] : []),
    signedName === null || signedAt === null
      ? DRAFT_MARK
      : `Signed by ${signedName}, ${formatDateTime(signedAt)}`,
  ].join('. ');

/** What the prosecutor wrote beside each row, answer and comment; only an MG6C has it. */
export const answersOf = (schedule: MadeSchedule): (readonly [string, string])[] | undefined =>
  schedule.form === 'MG6C'
    ? schedule.rows.map(({ endorsed }) => [endorsed?.answer ?? '', endorsed?.comment ?? ''])
    : undefined;

/**
 * As a form leaves the workspace as a file: nobody knows who reads that, so only the form in the prosecutor's bundle says who a third
 * person is.
 */
export const forAnybody = (schedule: MadeSchedule): MadeSchedule =>
  schedule.form === 'MG6C'
    ? { ...schedule, rows: schedule.rows.map((row) => ({ ...row, source: openSource(row.source) })) }
    : schedule;

/** What a prosecutor wrote for the police is not for the defence, nor is who a third person is; the answers are. */
export const forDefence = (schedule: MadeSchedule): MadeSchedule =>
  schedule.form === 'MG6C'
    ? {
        ...schedule,
        rows: schedule.rows.map(({ endorsed, source, ...row }) => ({
          ...row,
          source: openSource(source),
          endorsed: endorsed && { answer: endorsed.answer, comment: '' },
        })),
      }
    : schedule;
