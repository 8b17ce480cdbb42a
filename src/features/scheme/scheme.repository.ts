import { Injectable } from '@nestjs/common';
import type { DoorbellId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { MonthFigures, Totals } from './domain/figures';
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

interface Sums extends Omit<MonthFigures, 'month' | 'force'>, Totals {
  readonly month: string | null;
  readonly force: string | null;
}

const NONE: Totals['states'] = { out: 0, returned: 0, lost: 0, replaced: 0 };

const SUMS = `WITH given AS (
    SELECT e.person, e.force, to_char(e.given_on, 'YYYY-MM') AS month, e.risk, e.cost_pence, e.state,
           d.replaces IS NOT NULL AS replacement,
           row_number() OVER (PARTITION BY e.person ORDER BY e.given_on, d.place) > 1 AS before
      FROM ${NEWEST} WHERE e.state <> 'withdrawn')
  SELECT g.month, g.force, count(*)::int AS given, count(*) FILTER (WHERE g.risk = 'high')::int AS high,
         count(*) FILTER (WHERE g.risk = 'medium')::int AS medium, count(*) FILTER (WHERE NOT g.before)::int AS "firstTime",
         count(*) FILTER (WHERE g.before AND NOT g.replacement)::int AS again,
         count(*) FILTER (WHERE g.replacement)::int AS replacements, coalesce(sum(g.cost_pence), 0)::float8 AS "costPence",
         count(DISTINCT g.person) FILTER (WHERE g.before AND NOT g.replacement)::int AS "repeatPeople",
         jsonb_build_object('out', count(*) FILTER (WHERE g.state = 'out'), 'returned', count(*) FILTER (WHERE g.state = 'returned'),
           'lost', count(*) FILTER (WHERE g.state = 'lost'), 'replaced', count(*) FILTER (WHERE g.state = 'replaced')) AS states
    FROM given g GROUP BY GROUPING SETS ((g.month, g.force), ()) ORDER BY g.month, g.force`;

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

  /**
   * Counts the register in one statement: a row of each force and month in which something was given, by month, and one of
   * all. What was withdrawn never was. A person is new with the first doorbell; one that replaces another makes nobody a repeat.
   */
  async sums(tx: Transaction): Promise<{ readonly months: MonthFigures[]; readonly totals: Totals }> {
    const rows = await tx.query<Sums>(SUMS);
    const months = rows.flatMap(({ month, force, repeatPeople: _repeat, states: _states, ...sums }) =>
      month === null || force === null ? [] : [{ month, force, ...sums }],
    );
    const { repeatPeople = 0, states = NONE } = rows.find(({ month }) => month === null) ?? {};
    return { months, totals: { repeatPeople, states } };
  }
}
