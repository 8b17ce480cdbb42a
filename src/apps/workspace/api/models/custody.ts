import { z } from 'zod';
import type { ChainEntry } from '../../../../features/evidence';
import { anyObject, id, moment } from './common';

const hash = z.string().regex(/^[0-9a-f]{64}$/);

export const entry = z.strictObject({
  seq: z.number().int().min(1),
  prev: hash.describe('hash of the record before; zeroes for the first'),
  hash: hash.describe('SHA-256 of the record'),
  index: z.number().int().min(0).nullable().describe('place in the tree; null until it is signed'),
  event: z.looseObject({
    v: z.literal(1),
    id,
    at: moment,
    type: z.string(),
    category: z.string(),
    actor: z.strictObject({ kind: z.string(), id: z.string() }),
    detail: anyObject,
    commit: z.record(z.string(), hash),
  }),
  openings: z
    .record(z.string(), z.strictObject({ salt: z.string(), value: z.unknown() }))
    .describe(
      'committed values that this officer may see: commit = SHA-256(salt, then the value as RFC 8785 JSON)',
    ),
});

export const history = z.strictObject({ subject: z.string(), items: z.array(entry) });

export const keys = z.strictObject({
  items: z.array(z.string().describe('C2SP verifier key')),
});

export const entryView = (row: ChainEntry): z.infer<typeof entry> => ({
  seq: row.seq,
  prev: row.prev,
  hash: row.hash,
  index: row.index ?? null,
  event: {
    ...row.event,
    actor: { ...row.event.actor },
    detail: { ...row.event.detail },
    commit: { ...row.event.commit },
  },
  openings: { ...row.openings },
});
