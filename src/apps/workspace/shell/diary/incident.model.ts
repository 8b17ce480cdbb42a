import { z } from 'zod';
import {
  DIARY_WORDS,
  incidentName,
  linesOf,
  readWhen,
  type SentIncidentRow,
} from '../../../../features/diary';
import { id, moment, pageOf } from '../inputs/common';

export const incident = z.strictObject({
  id,
  invitationId: id,
  number: z.number().int().describe('counted for each private link'),
  name: z.string().describe('by its number and its sending, as pages call it'),
  reference: z.string().describe('of the sending'),
  sentAt: moment,
  follows: z.number().int().nullable().describe('number of the earlier incident that this one adds to'),
  when: z.strictObject({
    kind: z.enum(['exact', 'about', 'unknown', 'left']),
    date: z.string().optional().describe('YYYY-MM-DD or YYYY-MM, local time of the United Kingdom'),
    time: z.string().optional().describe('HH:MM'),
    words: z.string().optional(),
    typed: z.string().optional().describe('what cannot be read as a date or a time, as it was typed'),
  }),
  lines: z.array(z.strictObject({ question: z.string(), answer: z.string() })),
  clips: z.array(z.strictObject({ id, fileName: z.string() })),
});

export const incidentPage = pageOf(incident);
export const incidentView = ({
  answers,
  sentAt,
  clips,
  ...row
}: SentIncidentRow): z.infer<typeof incident> => ({
  ...row,
  name: incidentName(row.number, row.reference),
  sentAt: sentAt.toISOString(),
  when: readWhen(answers.when, sentAt),
  lines: linesOf(answers, sentAt, DIARY_WORDS).map(({ question, answer }) => ({ question, answer })),
  clips: [...clips],
});

export const INCIDENT_HEAD = [
  'Number',
  'Adds to',
  'Sent (UTC)',
  'Sending',
  'Date said',
  'Time said',
  'Words',
  'Clips',
  'Id',
];

/** A row of the table that is taken away. */
export function incidentCells(row: SentIncidentRow): string[] {
  const { number, follows, sentAt, reference, when, lines, clips, id: incidentId } = incidentView(row);
  return [
    ...[
      String(number),
      follows === null ? '' : String(follows),
      sentAt,
      reference,
      when.date ?? '',
      when.time ?? '',
    ],
    lines.map(({ question, answer }) => `${question}: ${answer}`).join('\n'),
    ...[clips.map(({ fileName }) => fileName).join('; '), incidentId],
  ];
}
