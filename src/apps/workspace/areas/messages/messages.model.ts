import { z } from 'zod';
import { KINDS, REFUSALS, STATES, type Preview } from '../../../../features/messages';
import { id, moment, pageOf, sha256 } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

export const kindQuery = z.strictObject({ kind: z.enum(KINDS).default('link') });

export const preview = z.strictObject({
  kind: z.enum(KINDS),
  channel: z.enum(['text', 'email']).nullable(),
  address: z.string(),
  subject: z.string().describe('of an email'),
  body: z.string().describe('exactly what the victim gets; the secret part of a link is made when it leaves'),
  record: z.string().nullable().describe('the record of safe contact that this stands on: send it along'),
  never: z.string().describe('what must never be done'),
  refusal: z.enum(REFUSALS).nullable().describe('why it may not leave now; null when it may'),
});
export const previewView = (row: Preview): z.infer<typeof preview> => ({
  ...row,
  channel: row.channel ?? null,
  record: row.record ?? null,
  refusal: row.refusal ?? null,
});

export const ask = z.strictObject({
  kind: z.enum(KINDS),
  record: z
    .string()
    .regex(/^\d{1,18}$/)
    .describe('as the preview gave it'),
  key: z.guid().describe('a UUID of this one act: the same again sends nothing again'),
});

const message = z.strictObject({
  id,
  kind: z.enum(KINDS),
  channel: z.enum(['text', 'email']),
  address: z.string(),
  requestedBy: id,
  requestedAt: moment,
  state: z.enum(STATES),
  stateAt: moment,
  why: z.string(),
  driver: z.string().nullable(),
  subject: z.string().nullable(),
  body: z.string().nullable().describe('as it was sent, but for the secret part of a link'),
  bodySha256: sha256.nullable().describe('of the body as it was sent, with the secret part'),
  seenAt: moment.nullable().describe('when an officer looked at one that did not arrive'),
  seenBy: id.nullable(),
});
export const messageList = pageOf(message);
export const messageView = viewOf(message);
