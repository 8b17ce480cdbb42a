import { DomainError } from '../kernel/errors';
import type { Transaction } from '../platform/database';
import type { CustodyLog } from './custody-log';
import { SERVICE_SUBJECT } from './event';

export interface NewRepudiation {
  /** Ids, as `verify` and the histories show them. */
  readonly events: readonly string[];
  /** From when whoever made them may have been at it. */
  readonly since: Date;
  /** Committed to, and shown to nobody but the operator. */
  readonly why: string;
}

export class NoSuchEvents extends DomainError {
  readonly kind = 'not-found';
  readonly code = 'no-such-events';
  constructor(ids: readonly string[]) {
    super(`The log has no event ${ids.join(', ')}. Nothing was stated.`);
  }
}

interface Place {
  readonly id: string;
  readonly subject: string;
}

/** One statement for each chain, and for each event of the service's: what travels with one history must not tell of others. */
function apart(places: readonly Place[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const { id, subject } of places) {
    const group = subject === SERVICE_SUBJECT ? id : subject;
    groups.set(group, [...(groups.get(group) ?? []), id]);
  }
  return [...groups.values()];
}

/**
 * States, as the operator, that events were not made by whom they name. They stay where they are; verifiers say of them
 * what was stated. @throws NoSuchEvents
 */
export async function repudiate(
  tx: Transaction,
  log: CustodyLog,
  { events, since, why }: NewRepudiation,
): Promise<void> {
  const places = await tx.query<Place>(
    'SELECT id, subject FROM custody.record WHERE id = ANY($1::uuid[]) ORDER BY subject, seq',
    [events],
  );
  const found = new Set(places.map(({ id }) => id));
  const unknown = events.filter((id) => !found.has(id));
  if (unknown.length > 0) throw new NoSuchEvents(unknown);
  for (const ids of apart(places)) {
    await log.append(tx, {
      type: 'repudiated',
      subject: SERVICE_SUBJECT,
      detail: { events: ids, since: since.toISOString() },
      secrets: { why },
    });
  }
}
