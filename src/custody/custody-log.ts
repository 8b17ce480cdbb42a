import { randomBytes } from 'node:crypto';
import type { Clock } from '../kernel/clock';
import { uuidV7, type EventId } from '../kernel/ids';
import type { JsonObject, JsonValue } from '../kernel/json';
import type { Transaction } from '../platform/database';
import { translate } from './custody.errors';
import type { Fact } from './events';
import { parseFact, type Parsed } from './events/parse';
import { canonicalise } from './pure/canonical-json';
import { commitment, SALT_BYTES } from './pure/commitment';

export interface Appended {
  readonly id: EventId;
  /** 1 for the first event of the subject. */
  readonly seq: number;
}

interface Opening {
  readonly field: string;
  readonly salt: Buffer;
  readonly value: JsonValue;
}

const openingsOf = (secrets: JsonObject): Opening[] =>
  Object.entries(secrets).map(([field, value]) => ({ field, salt: randomBytes(SALT_BYTES), value }));

function eventOf(
  id: EventId,
  at: Date,
  fact: Fact,
  { category, detail }: Parsed,
  openings: readonly Opening[],
): JsonObject {
  const commit = Object.fromEntries(
    openings.map(({ field, salt, value }) => [field, commitment(salt, value)]),
  );
  return {
    v: 1,
    id,
    at: at.toISOString(),
    type: fact.type,
    category,
    actor: fact.actor === undefined ? null : { kind: fact.actor.kind, id: fact.actor.id },
    ...(fact.investigation === undefined ? {} : { investigation: fact.investigation }),
    ...(fact.recipient === undefined ? {} : { recipient: fact.recipient }),
    detail,
    commit,
  };
}

/** States facts in the append-only log, inside the transaction that makes them true. */
export class CustodyLog {
  constructor(private readonly clock: Clock) {}

  /**
   * Appends one event to the chain of its subject. It holds the chain until `tx` ends: append last, and to several
   * subjects in a fixed order.
   * @throws ClockSkew when the clocks differ by more than 5 s; FactRefused when this role may not state the fact, or its type has no such detail or secret.
   */
  async append(tx: Transaction, fact: Fact): Promise<Appended> {
    const parsed = parseFact(fact);
    const at = this.clock.now();
    const id = uuidV7<EventId>(at.getTime());
    const openings = openingsOf(parsed.secrets);
    const event = canonicalise(eventOf(id, at, fact, parsed, openings));
    for (const { field, salt, value } of openings) {
      await tx.query(
        `INSERT INTO lintel.opening (event_id, subject, field, salt, value) VALUES ($1, $2, $3, $4, $5)`,
        [id, fact.subject, field, salt, canonicalise(value)],
      );
    }
    try {
      const [row] = await tx.query<{ seq: string }>('SELECT custody.append($1, $2) AS seq', [
        fact.subject,
        event,
      ]);
      return { id, seq: Number(row?.seq) };
    } catch (error) {
      throw translate(error);
    }
  }
}
