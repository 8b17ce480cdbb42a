import { z } from 'zod';
import { pounds } from '../../../../features/scheme';
import { correction, doorbell, fate, replacement } from './scheme.model';
import { defineForm } from '../../shell/forms/form';

/** Pounds as people type them: `149`, `149.99`, `£1,149.50`. */
const poundsTyped = z
  .string()
  .trim()
  .regex(/^£?\d{1,3}(,?\d{3})*(\.\d{2})?$/, 'Give pounds and pence, like 149.99.')
  .transform((text) => Math.round(Number(text.replaceAll(/[£,]/g, '')) * 100))
  .pipe(z.number().int().max(10_000_000, 'This is more than a doorbell costs.'));

/** The forms: as the API takes them, but for the cost, which people type in pounds. */
const inPounds = <Row extends { readonly cost: number }>({ cost, ...row }: Row) => ({
  ...row,
  costPence: cost,
});

const cost = { cost: poundsTyped };
const DEVICE_LABELS = { givenOn: 'Given on', make: 'Make', model: 'Model', cost: 'Cost' };
const DOORBELL_LABELS = { person: 'Person', force: 'Force', risk: 'Risk', ...DEVICE_LABELS };
const CHANGE_LABELS = { reason: 'Reason', version: 'Version of the page' };
const DATE = { 'date-not-possible': 'givenOn' } as const;
const DOORBELL = { ...DATE, 'force-unknown': 'force' } as const;

export const giveForm = defineForm({
  id: 'give',
  schema: doorbell.omit({ costPence: true }).extend(cost).transform(inPounds),
  labels: DOORBELL_LABELS,
  refusals: DOORBELL,
});
export const correctForm = defineForm({
  id: 'correct',
  schema: correction.omit({ costPence: true }).extend(cost).transform(inPounds),
  labels: { ...DOORBELL_LABELS, ...CHANGE_LABELS },
  refusals: DOORBELL,
});
export const tellForm = defineForm({
  id: 'tell',
  schema: fate,
  labels: { fate: 'What came of it', on: 'Date', ...CHANGE_LABELS },
  refusals: { 'date-not-possible': 'on' },
});
export const replaceForm = defineForm({
  id: 'replace',
  schema: replacement.omit({ costPence: true }).extend(cost).transform(inPounds),
  labels: { ...DEVICE_LABELS, ...CHANGE_LABELS },
  refusals: DATE,
});

export const typedOf = (row: z.infer<typeof doorbell>): Record<string, string> => {
  const { costPence, ...rest } = row;
  return { ...rest, cost: pounds(costPence) };
};
