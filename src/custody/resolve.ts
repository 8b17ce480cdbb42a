import { sign } from 'node:crypto';
import { DomainError } from '../kernel/errors';
import type { Transaction } from '../platform/database';
import type { CustodyLog } from './custody-log';
import { SERVICE_SUBJECT } from './event';
import { resolutionText, type Settled } from './pure/resolution';
import type { NoteSigner } from './pure/signed-note';

export interface NewResolution extends Settled {
  /** What the alarm is about, as `log-shorter`. */
  readonly what: string;
  /** What was found out and done; committed to, and shown to nobody but the operator. */
  readonly why: string;
}

export class NoSuchAlarm extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'no-such-alarm';
  constructor(id: string) {
    super(`No alarm ${id} stands. Nothing was stated.`);
  }
}

/** States, as the operator and with the keys of the log, that an alarm was dealt with. */
export async function resolveAlarm(
  tx: Transaction,
  log: CustodyLog,
  { what, why, ...settled }: NewResolution,
  signers: readonly NoteSigner[],
): Promise<void> {
  const signatures = signers.map(({ name, id, privateKey }) => {
    const signature = sign(null, Buffer.from(resolutionText(name, settled)), privateKey);
    return Buffer.concat([id, signature]).toString('base64');
  });
  await log.append(tx, {
    type: 'log-alarm-resolved',
    subject: SERVICE_SUBJECT,
    detail: { ...settled, what, signatures },
    secrets: { why },
  });
}
