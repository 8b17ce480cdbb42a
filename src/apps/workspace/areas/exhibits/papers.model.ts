import { z } from 'zod';
import type { LabelOrder } from '../../../../features/evidence';
import type { ExhibitId } from '../../../../kernel/ids';
import { bytes, id, idOf, lineText, sha256 } from '../../shell/inputs/common';

/** Labels of one order: several sheets, and still a file that a printer takes. */
const LABELS_MAX = 200;

const line = (max: number) => lineText().max(max, `Keep it to ${max} characters.`).default('');
export const statementFields = { name: line(100), date: line(40) };
export const startField = z.coerce
  .number('Enter a number.')
  .int('Enter a whole number.')
  .min(1, 'The first place is 1.')
  .default(1);

const exhibits = z.array(idOf<ExhibitId>()).min(1).max(LABELS_MAX);

export const labelBody = z.strictObject({
  exhibits: exhibits.describe('each gets one label, in the order of the references'),
  name: statementFields.name.describe(
    'whose statement refers to them; empty: each label names the producer of its exhibit',
  ),
  refersToAll: z
    .boolean()
    .default(false)
    .describe('the statement of the named witness refers to what others produced, too'),
  date: statementFields.date.describe(
    'date of that statement as it is to be printed; empty leaves a line to fill',
  ),
  startAt: startField.describe('place of the first label on the first sheet'),
});

/** Ticked boxes of one name: none, one or several. */
const ticked = z.union(
  [exhibits, idOf<ExhibitId>().transform((one) => [one])],
  'Tick the exhibits that need a label.',
);

export const labelForm = z.strictObject({
  exhibits: ticked,
  ...statementFields,
  refersToAll: z
    .literal('yes')
    .optional()
    .transform((said) => said === 'yes'),
  startAt: z.preprocess((text) => (text === '' ? undefined : text), startField),
});

export const orderOf = ({
  exhibits,
  startAt,
  refersToAll,
  ...statement
}: z.infer<typeof labelBody>): LabelOrder => ({
  exhibits,
  startAt,
  refersToAll,
  statement,
});

export const statementsBody = z.strictObject({
  exhibits: exhibits.describe('one paragraph each, by the witness who produces it'),
});

export const statementsForm = z.object({ exhibits: ticked });

export const producing = z.strictObject({
  id,
  reference: z.string(),
  urn: z.string(),
  producerName: z.string(),
  size: bytes,
  sha256,
  mark: z.string().describe('a person must check it'),
  text: z.string().describe('draft producing paragraph for a statement (MG11)'),
});
