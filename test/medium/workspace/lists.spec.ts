import { Client } from 'pg';
import { CareRepository } from '../../../src/features/consent/care.repository';
import { ClipRepository } from '../../../src/features/evidence/clip.repository';
import { ExhibitRepository } from '../../../src/features/evidence/exhibit.repository';
import { QueueRepository } from '../../../src/features/evidence/triage/queue.repository';
import { wantedBy } from '../../../src/features/investigations';
import { InvestigationRepository } from '../../../src/features/investigations/investigation.repository';
import { InvitationRepository } from '../../../src/features/invitations/invitation.repository';
import { KeptItemsRepository } from '../../../src/features/retention/items.repository';
import { WorkRepository } from '../../../src/features/work/work.repository';
import type { ClipId, InvestigationId, OfficerId } from '../../../src/kernel/ids';
import type { Transaction } from '../../../src/platform/database';
import { officerSession } from '../../factories/acting';
import { seedMany, type Many } from '../../factories/many';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** How many rows PostgreSQL touches for a list: the same plan for the same rows, whatever the machine is doing. */

interface Node {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
}

const ROWS = 20;
/** Of what needs doing: no more than even the small force has. */
const LINES = 4;

const touchedBy = (node: Node): number => {
  const below = (node.Plans ?? []).reduce((sum, child) => sum + touchedBy(child), 0);
  if (!node['Node Type'].includes('Scan') || node['Node Type'].startsWith('CTE')) return below;
  return below + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
};

/** A force of some size, asked as the workspace asks, with every statement explained instead of answered. */
class Force {
  private constructor(
    private readonly database: TestDatabase,
    private readonly workspace: Client,
    private readonly secret: string,
    readonly officer: OfficerId,
    readonly many: Many,
  ) {}

  /** Somebody chose a time for whatever was accepted. */
  async chooseTimes(): Promise<void> {
    const admin = new Client({ connectionString: this.database.urls.admin });
    await admin.connect();
    await admin.query(
      `WITH read AS (INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate)
         SELECT e.clip_id, 'overlay', true, '{"readings": [], "flags": []}' FROM lintel.exhibit e RETURNING id, clip_id)
       INSERT INTO lintel.time_choice (clip_id, candidate_id, instant, reason, officer_id)
         SELECT clip_id, id, now(), 'It says so', $1 FROM read`,
      [this.officer],
    );
    await admin.query('ANALYZE lintel.exhibit, lintel.time_choice');
    await admin.end();
  }

  static async open(investigations: number, clips: number): Promise<Force> {
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
    const secret = await officerSession(admin, member);
    await admin.end();
    const workspace = new Client({ connectionString: database.urls.workspace });
    await workspace.connect();
    return new Force(database, workspace, secret, member as OfficerId, many);
  }

  async touched(ask: (tx: Transaction, force: Force) => Promise<unknown>): Promise<number> {
    let rows = 0;
    const explain = async (sql: string, values: readonly unknown[]): Promise<never[]> => {
      const answer = await this.workspace.query<{ 'QUERY PLAN': readonly { readonly Plan: Node }[] }>(
        `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${sql}`,
        [...values],
      );
      for (const row of answer.rows) for (const { Plan } of row['QUERY PLAN']) rows += touchedBy(Plan);
      return [];
    };
    await this.workspace.query('BEGIN');
    await this.workspace.query(`SELECT scope.open('officer', $1)`, [this.secret]);
    await ask({ query: explain } as unknown as Transaction, this);
    await this.workspace.query('ROLLBACK');
    return rows;
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

let small: Force;
let large: Force;
beforeAll(async () => {
  small = await Force.open(50, 75);
  large = await Force.open(1_000, 10_000);
});
afterAll(async () => {
  await small.close();
  await large.close();
});

const investigations = new InvestigationRepository();
const home = ({ many }: Force) => many.investigation as InvestigationId;
const clip = ({ many }: Force) => many.clip as ClipId;
const search = (typed: string) => (tx: Transaction) =>
  investigations.mine(tx, { wanted: wantedBy(typed), state: 'open' }, ROWS);
const work = (kind: 'submissions' | 'failing' | 'deletions' | 'checks') => (tx: Transaction, force: Force) =>
  new WorkRepository().lines(tx, kind, force.officer, 7, LINES);

const LISTS: Readonly<Record<string, (tx: Transaction, force: Force) => Promise<unknown>>> = {
  investigations: (tx) => investigations.mine(tx, { state: 'open' }, ROWS),
  'investigations in which she is in charge': (tx) => investigations.mine(tx, { mineOnly: true }, ROWS),
  'a search by offence': search('stalk'),
  'a search by reference': search('26/0000'),
  'a search by exhibit': search('AB/1'),
  clips: (tx, force) => new ClipRepository().ofInvestigation(tx, home(force), false, ROWS),
  'clips to decide': (tx, force) => new ClipRepository().ofInvestigation(tx, home(force), true, ROWS),
  'items that are kept': (tx, force) => new KeptItemsRepository().page(tx, home(force), ROWS),
  'the next clip to decide': (tx, force) => new QueueRepository().next(tx, home(force), clip(force)),
  exhibits: (tx, force) => new ExhibitRepository().ofInvestigation(tx, home(force), ROWS),
  invitations: (tx, force) => new InvitationRepository().ofInvestigation(tx, home(force), ROWS),
  flags: (tx, force) => new CareRepository().flags(tx, force.officer, null),
  'new sendings': work('submissions'),
  'clips about to be deleted': work('deletions'),
  'checks due': work('checks'),
};

/** A list may touch a few rows more, as an index grows, but not with every clip that anybody ever sent. */
const MORE = 1.5;
const FEW = 250;

it.each(Object.entries(LISTS))('%s: touches no more rows among many than among few', async (_name, ask) => {
  const [few, many] = [await small.touched(ask), await large.touched(ask)];
  expect(many).toBeLessThanOrEqual(Math.max(FEW, few * MORE));
});

it('a search among 10,000 clips reads the few that have a rare word, and a part of those that have a common one', async () => {
  // Of the officer's thousand memberships each search reads one row.
  expect(await large.readFor('clip:* & 9999:*')).toBeLessThanOrEqual(1_000 + FEW);
  expect(await large.readFor('clip:* | man:*')).toBeLessThanOrEqual(1_000 + 4 * 500 + FEW);
});

it('checks due: exhibits whose time was chosen are not read', async () => {
  await large.chooseTimes();
  expect(await large.touched(work('checks'))).toBeLessThanOrEqual(FEW);
});

it('can tell: what reads everything touches more', async () => {
  const everything = (tx: Transaction) => tx.query('SELECT count(*) FROM lintel.clip', []);
  expect(await large.touched(everything)).toBeGreaterThan((await small.touched(everything)) * 15);
});
