import { Injectable } from '@nestjs/common';
import type { DoorbellId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Counted } from './domain/figures';
import type { Change, Doorbell, State } from './domain/register';

/** A version of a doorbell's entry. */
export interface Entry extends Doorbell {
  readonly version: number;
  readonly change: Change;
  readonly state: State;
  /** ISO date. */
  readonly endedOn: string | null;
  readonly reason: string;
}

export interface RecordedEntry extends Entry {
  readonly recordedBy: OfficerId;
  readonly recordedAt: Date;
}

/** A doorbell as it stands now. */
export interface Registered extends Entry {
  readonly id: DoorbellId;
  readonly replaces: DoorbellId | null;
  readonly replacedBy: DoorbellId | null;
}

const ENTRY = `e.version, e.change, e.person, e.force, to_char(e.given_on, 'YYYY-MM-DD') AS "givenOn", e.make, e.model, e.risk,
  e.cost_pence AS "costPence", e.state, to_char(e.ended_on, 'YYYY-MM-DD') AS "endedOn", e.reason`;

const NEWEST = `scheme.doorbell d CROSS JOIN LATERAL
  (SELECT * FROM scheme.entry v WHERE v.doorbell_id = d.id ORDER BY v.version DESC LIMIT 1) e`;

const REGISTERED = `SELECT d.id, d.replaces, (SELECT r.id FROM scheme.doorbell r WHERE r.replaces = d.id) AS "replacedBy",
  ${ENTRY} FROM ${NEWEST}`;

@Injectable()
export class SchemeRepository {
  async insert(tx: Transaction, id: DoorbellId, replaces: DoorbellId | null): Promise<void> {
    await tx.query('INSERT INTO scheme.doorbell (id, replaces) VALUES ($1, $2)', [id, replaces]);
  }

  /** `false` when this version is there already. */
  async addEntry(
    tx: Transaction,
    id: DoorbellId,
    entry: Entry,
    by: OfficerId,
    salt: Uint8Array,
  ): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO scheme.entry (doorbell_id, version, change, person, force, given_on, make, model, risk, cost_pence, state,
         ended_on, reason, salt, recorded_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
       ON CONFLICT (doorbell_id, version) DO NOTHING RETURNING version`,
      [
        id,
        entry.version,
        entry.change,
        entry.person,
        entry.force,
        entry.givenOn,
        entry.make,
        entry.model,
        entry.risk,
        entry.costPence,
        entry.state,
        entry.endedOn,
        entry.reason,
        salt,
        by,
      ],
    );
    return rows.length === 1;
  }

  async byId(tx: Transaction, id: DoorbellId): Promise<Registered | undefined> {
    const [row] = await tx.query<Registered>(`${REGISTERED} WHERE d.id = $1`, [id]);
    return row;
  }

  /** Newest first; at most `limit`, all without one; `after` is the last one of the page before. */
  async list(
    tx: Transaction,
    limit: number | null,
    after: DoorbellId | undefined,
    person: string | undefined,
  ): Promise<Registered[]> {
    return tx.query<Registered>(
      `${REGISTERED} WHERE ($2::uuid IS NULL OR d.place < (SELECT place FROM scheme.doorbell WHERE id = $2))
          AND ($3::text IS NULL OR e.person = $3)
        ORDER BY d.place DESC LIMIT $1`,
      [limit, after ?? null, person ?? null],
    );
  }

  async versions(tx: Transaction, id: DoorbellId): Promise<RecordedEntry[]> {
    return tx.query<RecordedEntry>(
      `SELECT ${ENTRY}, e.recorded_by AS "recordedBy", e.recorded_at AS "recordedAt"
         FROM scheme.entry e WHERE e.doorbell_id = $1 ORDER BY e.version`,
      [id],
    );
  }

  /** Of every doorbell, in the order in which they were registered. */
  async counted(tx: Transaction): Promise<Counted[]> {
    return tx.query<Counted>(
      `SELECT e.person, e.force, to_char(e.given_on, 'YYYY-MM-DD') AS "givenOn", e.risk, e.cost_pence AS "costPence", e.state,
              d.replaces IS NOT NULL AS replacement
         FROM ${NEWEST} ORDER BY d.place`,
    );
  }
}
