import { z } from 'zod';
import { viewOf } from './view';

const line = z.strictObject({ at: z.iso.datetime(), name: z.string() });
const view = viewOf(
  z.strictObject({
    id: z.string(),
    madeAt: z.iso.datetime().nullable(),
    lines: z.array(line),
    seal: z.strictObject({ sealedAt: z.iso.datetime() }).nullable(),
    facts: z.record(z.string(), z.unknown()),
  }),
);
const AT = new Date('2026-03-01T21:00:00Z');
const row = {
  id: 'one',
  madeAt: AT,
  lines: [{ at: AT, name: 'first', officer: 'nobody else’s business' }],
  seal: { sealedAt: AT, key: 'of the force' },
  facts: { width: 1920 },
  password: 'never',
};

it('shows what the schema names, with moments as text, and nothing else', () =>
  expect(view(row)).toEqual({
    id: 'one',
    madeAt: '2026-03-01T21:00:00.000Z',
    lines: [{ at: '2026-03-01T21:00:00.000Z', name: 'first' }],
    seal: { sealedAt: '2026-03-01T21:00:00.000Z' },
    facts: { width: 1920 },
  }));

it('keeps what is not there as it is', () =>
  expect(view({ ...row, madeAt: null, seal: null, lines: [] })).toMatchObject({
    madeAt: null,
    seal: null,
    lines: [],
  }));
