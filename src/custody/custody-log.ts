import { randomBytes } from 'node:crypto';
import type { Clock } from '../kernel/clock';
import { uuidV7, type EventId } from '../kernel/ids';
import type { JsonObject } from '../kernel/json';
import type { Transaction } from '../platform/database';
import { translate } from './custody.errors';
import type { EventType, Fact } from './events';
import { parseFact } from './events/parse';
import { SALT_BYTES } from './pure/commitment';

export interface Appended {
  readonly id: EventId;
  /** 1 for the first event of the subject; 0 where a process has said so much by itself in an hour that it is not heard. */
  readonly seq: number;
}

/** PostgreSQL refuses a time that is more than 5 s from its own. */
const SAME_MOMENT_MS = 3_000;

/** What is committed to, each with a salt of its own; the commitments are made where the record is. */
const salted = (secrets: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(secrets).map(([field, value]) => [
      field,
      { salt: randomBytes(SALT_BYTES).toString('hex'), value },
    ]),
  );

/**
 * States facts in the append-only log, inside the transaction that makes them true. Who states them, PostgreSQL knows from
 * the scope of the transaction, and the canonical form of the event is written there.
 */
export class CustodyLog {
  private readonly moments = new WeakMap<Transaction, Map<EventType, Date>>();

  constructor(private readonly clock: Clock) {}

  /**
   * Appends one event to the chain of its subject. It holds the chain until `tx` ends: append last, and to several
   * subjects in a fixed order.
   * @throws ClockSkew when the clocks differ by more than 5 s; FactRefused when the acting person may not state the fact,
   * or its type has no such detail or secret.
   */
  async append(tx: Transaction, fact: Fact): Promise<Appended> {
    const { detail, secrets } = parseFact(fact);
    const at = this.momentOf(tx, fact.type);
    const id = uuidV7<EventId>(at.getTime());
    try {
      const [row] = await tx.query<{ seq: string }>(
        'SELECT custody.append($1, $2, $3, $4, $5, $6, $7, $8) AS seq',
        [
          fact.subject,
          fact.type,
          id,
          at,
          JSON.stringify(detail),
          JSON.stringify(salted(secrets)),
          fact.investigation ?? null,
          fact.recipient ?? null,
        ],
      );
      return { id, seq: Number(row?.seq) };
    } catch (error) {
      throw translate(error);
    }
  }

  /**
   * What one act states of several items has one time for all of them: the milliseconds between two would tell whoever is shown
   * both whether there was a third.
   */
  private momentOf(tx: Transaction, type: EventType): Date {
    const moments = this.moments.get(tx) ?? new Map<EventType, Date>();
    this.moments.set(tx, moments);
    const now = this.clock.now();
    const known = moments.get(type);
    if (known !== undefined && Math.abs(now.getTime() - known.getTime()) <= SAME_MOMENT_MS) return known;
    moments.set(type, now);
    return now;
  }
}
