import { z } from 'zod';
import { DomainError, NotFound } from '../../../../kernel/errors';
import { defineForm, submit } from './form';

class DayIsOver extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'day-is-over';
  constructor() {
    super('That day is over.');
  }
}

const form = defineForm({
  id: 'keep',
  schema: z.strictObject({ until: z.string().min(1, 'Give a date.'), reason: z.string().min(1, 'Say why.') }),
  labels: { until: 'Keep until', reason: 'Reason' },
  refusals: { 'day-is-over': 'until' },
});
const whole = { until: '2027-01-01', reason: 'Another trial' };
const act = () => Promise.resolve('kept');

describe('a form', () => {
  it('is acted on once it fits', async () =>
    expect(await submit(form, whole, act)).toEqual({ done: true, result: 'kept' }));

  it('names each field that needs another look by its own label, and leads to it', async () =>
    expect(await submit(form, { until: '', reason: '' }, act)).toMatchObject({
      done: false,
      status: 400,
      form: {
        summary: [
          { text: 'Keep until: Give a date.', href: '#keep-until' },
          { text: 'Reason: Say why.', href: '#keep-reason' },
        ],
      },
    }));

  it('shows a refusal of what it asked for beside the field that the refusal belongs to', async () =>
    expect(await submit(form, whole, () => Promise.reject(new DayIsOver()))).toMatchObject({
      done: false,
      status: 409,
      form: { values: whole, errors: { until: { text: 'That day is over.' } } },
    }));

  it('shows at its top what came too late and has no field, with what was typed', async () => {
    const elsewhere = { ...form, refusals: {} };
    expect(await submit(elsewhere, whole, () => Promise.reject(new DayIsOver()))).toMatchObject({
      ...{ done: false, status: 409 },
      form: { values: whole, errors: {}, summary: [{ text: 'That day is over.' }] },
    });
  });

  it('leaves to others what is no matter of the form', () =>
    expect(submit(form, whole, () => Promise.reject(new NotFound('The item')))).rejects.toThrow('The item'));

  it('leaves to others what it has no place for', () =>
    expect(submit(form, whole, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken'));

  it('is red in the type check without a label for each of its fields', () => {
    const choice = z.union([z.strictObject({ password: z.string() }), z.strictObject({ code: z.string() })]);
    // @ts-expect-error: `code` has no label
    const unlabelled = defineForm({ id: 'confirm', schema: choice, labels: { password: 'Password' } });
    expect(unlabelled.labels).not.toHaveProperty('code');
  });

  it('is red in the type check when a refusal belongs to none of its fields', () => {
    const schema = z.object({ reason: z.string() }).loose();
    const misspelt = defineForm({
      id: 'keep',
      schema,
      labels: { reason: 'Reason' },
      // @ts-expect-error: there is no field `resaon`
      refusals: { 'day-is-over': 'resaon' },
    });
    expect(misspelt.labels).not.toHaveProperty('resaon');
  });
});
