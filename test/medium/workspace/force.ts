import { Client } from 'pg';
import type { ClipId, InvestigationId, OfficerId } from '../../../src/kernel/ids';
import type { Transaction } from '../../../src/platform/database';
import { officerSession } from '../../factories/acting';
import { seedEvidenceOf } from '../../factories/evidence-of-one';
import { seedMany, type Many } from '../../factories/many';
import { createTestDatabase, type TestDatabase } from '../../support/database';

interface Node {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Node[];
}

/** Of the evidence, as many as a page shows. */
const SOME = 20;

const touchedBy = (node: Node): number => {
  const below = (node.Plans ?? []).reduce((sum, child) => sum + touchedBy(child), 0);
  if (!node['Node Type'].includes('Scan') || node['Node Type'].startsWith('CTE')) return below;
  return below + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
};

export type Ask = (tx: Transaction, force: Force) => Promise<unknown>;

/** A force of some size, asked as the workspace asks, with every statement explained instead of answered. */
export class Force {
  private constructor(
    private readonly database: TestDatabase,
    private readonly workspace: Client,
    private readonly secret: string,
    readonly officer: OfficerId,
    readonly many: Many,
    /** Of as many clips as were asked for, each with its time; one of three waits. */
    readonly evidence: InvestigationId,
    /** A member of fifty investigations, however many there are. */
    readonly other: { readonly secret: string },
    /** As many of the evidence as a page shows. */
    readonly some: readonly ClipId[],
    /** Half of the evidence lies before it, in event order. */
    readonly middle: ClipId,
  ) {}

  /** Somebody chose a time for whatever was accepted. */
  async chooseTimes(): Promise<void> {
    const admin = new Client({ connectionString: this.database.urls.admin });
    await admin.connect();
    await admin.query(
      `WITH read AS (INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate)
         SELECT e.clip_id, 'overlay', true, '{"readings": [], "flags": []}' FROM lintel.exhibit e RETURNING id, clip_id)
       INSERT INTO lintel.time_choice (clip_id, candidate_id, instant, reason, officer_id)
         SELECT clip_id, id, '2020-01-01 00:00:00Z', 'It says so', $1 FROM read`,
      [this.officer],
    );
    await admin.query('ANALYZE lintel.exhibit, lintel.time_choice');
    await admin.end();
  }

  /** No picture can be shown of so many that somebody decided about. */
  async failDecided(clips: number): Promise<void> {
    const admin = new Client({ connectionString: this.database.urls.admin });
    await admin.connect();
    await admin.query(
      `INSERT INTO lintel.rendition (id, clip_id, kind, state, input_sha256, recipe, facts, why)
       SELECT gen_random_uuid(), c.id, 'proxy', 'failed', c.stored_sha256, '{}', '{}', 'No picture' FROM lintel.clip c
        WHERE c.decided IS NOT NULL AND NOT EXISTS (SELECT FROM lintel.rendition r WHERE r.clip_id = c.id AND r.kind = 'proxy') LIMIT $1`,
      [clips],
    );
    await admin.query('VACUUM ANALYZE lintel.rendition, lintel.clip');
    await admin.end();
  }

  /** Somebody wrote down of every victim how to reach them. */
  async writeDownContacts(): Promise<void> {
    const admin = new Client({ connectionString: this.database.urls.admin });
    await admin.connect();
    await admin.query(
      `INSERT INTO lintel.safe_contact (invitation_id, do_not_contact, channel, address, days, from_hour, to_hour, never, ask, officer_id)
       SELECT id, true, 'none', '', '{}', '09:00', '10:00', '', '', $1 FROM lintel.invitation WHERE contact_open`,
      [this.officer],
    );
    await admin.query('VACUUM ANALYZE lintel.invitation, lintel.safe_contact');
    await admin.end();
  }

  static async open(investigations: number, clips: number, ofOne: number): Promise<Force> {
    const database = await createTestDatabase();
    const admin = new Client({ connectionString: database.urls.admin });
    await admin.connect();
    const officers: string[] = [];
    for (const email of ['one@force.example', 'two@force.example']) {
      const { rows } = await admin.query<{ id: string }>(
        `INSERT INTO lintel.officer (id, email, display_name, initials, role, password_hash)
         VALUES (gen_random_uuid(), $1, 'Ann Archer', 'AA', 'investigator', 'x') RETURNING id`,
        [email],
      );
      officers.push(rows[0]?.id ?? '');
    }
    const [member = '', other = ''] = officers;
    const many = await seedMany(admin, { member, other, investigations, clips });
    const { evidence, middle } = await seedEvidenceOf(admin, member, ofOne);
    const secret = await officerSession(admin, member);
    const otherOne = { secret: await officerSession(admin, other) };
    const { rows: page } = await admin.query<{ id: ClipId }>(
      'SELECT id FROM lintel.clip WHERE investigation_id = $1 ORDER BY placed_at LIMIT $2',
      [evidence, SOME],
    );
    const some = page.map(({ id }) => id);
    // As autovacuum leaves it.
    await admin.query('VACUUM ANALYZE');
    await admin.end();
    const workspace = new Client({ connectionString: database.urls.workspace });
    await workspace.connect();
    return new Force(
      database,
      workspace,
      secret,
      member as OfficerId,
      many,
      evidence,
      otherOne,
      some,
      middle,
    );
  }

  touched(ask: Ask, secret?: string): Promise<number> {
    return this.sum(ask, touchedBy, secret);
  }

  /** Pages of 8 KiB that PostgreSQL looks into, also within functions. */
  buffers(ask: Ask): Promise<number> {
    return this.sum(ask, (plan) => plan['Shared Hit Blocks'] + plan['Shared Read Blocks']);
  }

  private async sum(ask: Ask, of: (plan: Node) => number, secret = this.secret): Promise<number> {
    let sum = 0;
    const explain = async (sql: string, values: readonly unknown[]): Promise<never[]> => {
      const answer = await this.workspace.query<{ 'QUERY PLAN': readonly { readonly Plan: Node }[] }>(
        `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${sql}`,
        [...values],
      );
      for (const row of answer.rows) for (const { Plan } of row['QUERY PLAN']) sum += of(Plan);
      return [];
    };
    await this.workspace.query('BEGIN');
    await this.workspace.query(`SELECT scope.open('officer', $1)`, [secret]);
    await ask({ query: explain } as unknown as Transaction, this);
    await this.workspace.query('ROLLBACK');
    return sum;
  }

  /** Functions of the database that are called, each with its own statement to make ready. */
  async calls(ask: Ask): Promise<number> {
    const admin = new Client({ connectionString: this.database.urls.admin });
    await admin.connect();
    await admin.query(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET track_functions = ''all''', current_database()); END $$`,
    );
    await admin.end();
    const workspace = new Client({ connectionString: this.database.urls.workspace });
    await workspace.connect();
    await workspace.query('BEGIN');
    await workspace.query(`SELECT scope.open('officer', $1)`, [this.secret]);
    const query = async (sql: string, values: readonly unknown[]): Promise<unknown[]> =>
      (await workspace.query<Record<string, unknown>>(sql, [...values])).rows;
    await ask({ query } as unknown as Transaction, this);
    const { rows } = await workspace.query<{ calls: number }>(
      'SELECT coalesce(sum(calls), 0)::int AS calls FROM pg_stat_xact_user_functions',
    );
    await workspace.end();
    return rows[0]?.calls ?? 0;
  }

  /** All but the last of the evidence. */
  async decideFirst(clips: number): Promise<void> {
    const admin = new Client({ connectionString: this.database.urls.admin });
    await admin.connect();
    await admin.query(
      `INSERT INTO lintel.triage (clip_id, outcome, reason, officer_id)
       SELECT id, 'declined', '', $2 FROM (SELECT id, decided FROM lintel.clip WHERE investigation_id = $1
         ORDER BY placed_at, sent_at, name_key, id LIMIT $3) c WHERE decided IS NULL`,
      [this.evidence, this.officer, clips],
    );
    await admin.end();
  }

  /** Rows that a search reads, of whatever table; the function that answers it shows no plan. */
  async readFor(words: string): Promise<number> {
    const read = async (): Promise<number> => {
      const { rows } = await this.workspace.query<{ rows: number }>(
        `SELECT sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int AS rows FROM pg_stat_xact_all_tables
          WHERE schemaname = 'lintel'`,
      );
      return rows[0]?.rows ?? 0;
    };
    await this.workspace.query('BEGIN');
    await this.workspace.query(`SELECT scope.open('officer', $1)`, [this.secret]);
    const before = await read();
    const { rowCount } = await this.workspace.query(
      `SELECT kind, id, why FROM lintel.found($1, '', '', 21)`,
      [words],
    );
    const after = await read();
    await this.workspace.query('ROLLBACK');
    expect(rowCount).toBeGreaterThan(0);
    return after - before;
  }

  async close(): Promise<void> {
    await this.workspace.end();
    await this.database.drop();
  }
}
