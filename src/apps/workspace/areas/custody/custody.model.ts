import { z } from 'zod';
import type { ChainEntry } from '../../../../features/evidence';
import type { LogCheck } from '../../../../features/audit';
import { alarmWords, type AlarmState } from '../../../../features/log-watch';
import { isAlarm, witnessName, type WitnessState } from '../../../../features/witnesses';
import { describeVerdict, type PathVerdict } from '../../../../verifier';
import type { EventId } from '../../../../kernel/ids';
import { anyObject, id, moment, pageOf, pageQuery } from '../../shell/inputs/common';

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

export const history = pageOf(entry).extend({ subject: z.string() });
export const historyQuery = pageQuery<EventId>();

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

export const checked = z.strictObject({
  outcome: z.enum(['proven', 'tampered', 'cannot-tell']),
  text: z.string().describe('the verdict in sentences'),
  verdict: anyObject.describe('what `lintel verify --json` prints; `first` is the first bad event'),
});

export const checkedView = ({ text, verdict }: PathVerdict): z.infer<typeof checked> => ({
  outcome: verdict.outcome,
  text,
  verdict: { ...verdict },
});

export const logCheck = z.strictObject({
  id,
  requestedBy: z.string(),
  requestedAt: moment,
  finishedAt: moment.nullable().describe('null while it runs'),
  result: checked.nullable(),
});

export const witnessList = z.strictObject({
  items: z.array(
    z.strictObject({
      key: z.string().describe('C2SP vkey'),
      name: z.string(),
      askedAt: moment,
      size: z
        .number()
        .int()
        .nullable()
        .describe('how many leaves, padding with them, lie under the newest head that it cosigned'),
      cosignedAt: moment.nullable(),
      trouble: z.string().nullable().describe('how it went when it was last asked; null when it cosigned'),
      alarm: z.boolean().describe('whether it has seen another log than there is now'),
    }),
  ),
});

export const witnessView = (row: WitnessState): z.infer<typeof witnessList>['items'][number] => ({
  key: row.witness,
  name: witnessName(row.witness),
  askedAt: row.askedAt.toISOString(),
  size: row.size,
  cosignedAt: row.cosignedAt?.toISOString() ?? null,
  trouble: row.trouble,
  alarm: isAlarm(row.trouble),
});

export const alarmList = z.strictObject({
  items: z.array(
    z.strictObject({
      id,
      what: z.string(),
      text: z.string().describe('the alarm in a sentence'),
      raisedAt: moment,
      stands: z.boolean().describe('whether nobody has dealt with it: meanwhile nothing is sealed'),
      resolvedBy: id.nullable().describe('the event of the service that says that it was dealt with'),
      resolvedAt: moment.nullable(),
    }),
  ),
});

export const alarmView = (row: AlarmState): z.infer<typeof alarmList>['items'][number] => ({
  id: row.id,
  what: row.what,
  text: alarmWords(row),
  raisedAt: row.raisedAt.toISOString(),
  stands: row.resolvedBy === null,
  resolvedBy: row.resolvedBy,
  resolvedAt: row.resolvedAt?.toISOString() ?? null,
});

export const logCheckList = z.strictObject({ items: z.array(logCheck) });

export const logCheckView = ({ verdict, ...row }: LogCheck): z.infer<typeof logCheck> => ({
  id: row.id,
  requestedBy: row.requestedBy,
  requestedAt: row.requestedAt.toISOString(),
  finishedAt: row.finishedAt?.toISOString() ?? null,
  result:
    verdict === null
      ? null
      : checkedView({ exitCode: verdict.exitCode, text: describeVerdict(verdict), verdict }),
});
