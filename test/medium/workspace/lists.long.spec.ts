import { Client } from 'pg';
import { AxisRepository } from '../../../src/features/conduct/axis/axis.repository';
import { CareRepository } from '../../../src/features/consent/care.repository';
import { ClipRepository } from '../../../src/features/evidence/clip.repository';
import { ExhibitRepository } from '../../../src/features/evidence/exhibit.repository';
import { ItemsViewRepository } from '../../../src/features/evidence/view/items.repository';
import { QueueRepository } from '../../../src/features/evidence/triage/queue.repository';
import { wantedBy } from '../../../src/features/investigations';
import { InvestigationRepository } from '../../../src/features/investigations/investigation.repository';
import { InvitationRepository } from '../../../src/features/invitations/invitation.repository';
import { KeptItemsRepository } from '../../../src/features/retention/items.repository';
import { NoteRepository } from '../../../src/features/notes/note.repository';
import { WORK_KINDS, type WorkKind } from '../../../src/features/work/queries';
import { WorkRepository } from '../../../src/features/work/work.repository';
import type { ClipId, InvestigationId, OfficerId } from '../../../src/kernel/ids';
import type { Transaction } from '../../../src/platform/database';
import { officerSession } from '../../factories/acting';
import { seedEvidenceOf } from '../../factories/evidence-of-one';
import { seedMany, type Many } from '../../factories/many';
import { createTestDatabase, type TestDatabase } from '../../support/database';

/** How many rows PostgreSQL touches for a list: the same plan for the same rows, whatever the machine is doing. */

interface Node {
  readonly 'Node Type': string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Shared Hit Blocks': number;
  readonly 'Shared Read Blocks': number;
  readonly Plans?: readonly Node[];
}

const ROWS = 20;
/** Of the evidence, and whether there is more. */
const PAGE = 61;
/** Of what needs doing: no more than even the small force has. */
const LINES = 4;

const touchedBy = (node: Node): number => {
  const below = (node.Plans ?? []).reduce((sum, child) => sum + touchedBy(child), 0);
  if (!node['Node Type'].includes('Scan') || node['Node Type'].startsWith('CTE')) return below;
  return below + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
};

type Ask = (tx: Transaction, force: Force) => Promise<unknown>;

/** A force of some size, asked as the workspace asks, with every statement explained instead of answered. */
class Force {
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
      [evidence, ROWS],
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

let small: Force;
let large: Force;
beforeAll(async () => {
  small = await Force.open(50, 75, 200);
  large = await Force.open(1_000, 10_000, 5_000);
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
const work = (kind: WorkKind) => (tx: Transaction) => new WorkRepository().lines(tx, kind, 7, LINES);

const LISTS: Readonly<Record<string, Ask>> = {
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
};

/** A list may touch a few rows more, as an index grows, but not with every clip that anybody ever sent. */
const MORE = 1.5;
const FEW = 300;
/** Each look into an index of thousands begins one level further from its leaves: two pages and the row, or three, and
 * more or fewer by how the keys of that run fell: up to 1.83 was seen. What grows with the clips would take 25 times as many. */
const DEEPER = 2;

it.each(Object.entries(LISTS))('%s: touches no more rows among many than among few', async (_name, ask) => {
  const [few, many] = [await small.touched(ask), await large.touched(ask)];
  expect(many).toBeLessThanOrEqual(Math.max(FEW, few * MORE));
});

describe.each(WORK_KINDS)('what needs doing: %s', (kind) => {
  it('touches no more rows for a member of fifty investigations where there are a thousand', async () => {
    const few = await small.touched(work(kind), small.other.secret);
    const many = await large.touched(work(kind), large.other.secret);
    expect(many).toBeLessThanOrEqual(Math.max(FEW, few * MORE));
  });

  it('touches a few rows of each of a thousand investigations of one officer, and of their clips hardly any', async () => {
    expect(await large.touched(work(kind))).toBeLessThanOrEqual(3 * 1_000 + FEW);
  });
});

const items = new ItemsViewRepository();
const axis = new AxisRepository();
const [FROM, UNTIL] = [new Date('2019-01-01'), new Date('2035-01-01')];

const OF_ONE: Readonly<Record<string, Ask>> = {
  evidence: (tx, { evidence }) => items.page(tx, evidence, {}, 'event', PAGE),
  'evidence from the middle on': (tx, { evidence, middle }) =>
    items.page(tx, evidence, {}, 'event', PAGE, middle),
  'evidence from the middle back': (tx, { evidence, middle }) =>
    items.page(tx, evidence, {}, 'newest', PAGE, middle),
  'what lies beside the middle': async (tx, { evidence, middle }) => {
    await items.next(tx, evidence, middle);
    await items.previous(tx, evidence, middle);
  },
  'the newest evidence': (tx, { evidence }) => items.page(tx, evidence, {}, 'newest', PAGE),
  'what waits': (tx, { evidence }) => items.page(tx, evidence, { state: 'waiting' }, 'event', PAGE),
  'what waits, the newest first': (tx, { evidence }) =>
    items.page(tx, evidence, { state: 'waiting' }, 'newest', PAGE),
  'what was declined': (tx, { evidence }) => items.page(tx, evidence, { state: 'declined' }, 'event', PAGE),
  'what a note could tell of another': async (tx, { some }) => new NoteRepository().tellsOfAnother(tx, some),
  'the first that waits': (tx, { evidence }) => new QueueRepository().first(tx, evidence),
  'where the series begins and ends': (tx, { evidence }) => axis.bounds(tx, evidence),
  'items of the series': (tx, { evidence }) => axis.items(tx, evidence, FROM, UNTIL, PAGE),
  // What is counted is read from indexes that hold many in a page.
  'how many are in which state': (tx, { evidence }) => items.counts(tx, evidence),
  'steps of the series': (tx, { evidence }) => axis.steps(tx, evidence, FROM, UNTIL, 60),
};

it.each(Object.entries(OF_ONE))(
  '%s: looks into hardly more pages of 5,000 clips than of 200',
  async (_name, ask) => {
    const [few, many] = [await small.buffers(ask), await large.buffers(ask)];
    expect(many).toBeLessThanOrEqual(Math.max(FEW, few * DEEPER));
  },
);

it('a clip without a picture that somebody decided about is not looked at again', async () => {
  const before = await large.touched(work('failing'), large.other.secret);
  // A hundred of them lie in the fifty investigations of this officer; PostgreSQL may join in another order afterwards.
  await large.failDecided(2_000);
  expect(await large.touched(work('failing'), large.other.secret)).toBeLessThanOrEqual(before + 10);
});

it('what waits is found behind thousands that are decided', async () => {
  const waiting: Ask = (tx, { evidence }) => items.page(tx, evidence, { state: 'waiting' }, 'event', PAGE);
  await large.decideFirst(4_800);
  expect(await large.touched(waiting)).toBeLessThanOrEqual((await small.touched(waiting)) * MORE);
});

it('a search among 10,000 clips reads the few that have a rare word, and a part of those that have a common one', async () => {
  // Of the officer's thousand memberships each search reads one row.
  expect(await large.readFor('clip:* & 9999:*')).toBeLessThanOrEqual(1_000 + FEW);
  expect(await large.readFor('clip:* | man:*')).toBeLessThanOrEqual(1_000 + 4 * 500 + FEW);
});

it('checks due: exhibits whose time was chosen are not read', async () => {
  const before = await large.touched(work('checks'), large.other.secret);
  await large.chooseTimes();
  const after = await large.touched(work('checks'), large.other.secret);
  expect(after).toBeLessThan(before);
  expect(after).toBeLessThanOrEqual(FEW);
});

it('checks due: links of which somebody has written down how to reach the victim are not read', async () => {
  const before = await large.touched(work('checks'));
  await large.writeDownContacts();
  expect(await large.touched(work('checks'))).toBeLessThanOrEqual(before - 50);
});

it('can tell: what reads everything touches all of it', async () => {
  const everything: Ask = (tx) => tx.query('SELECT count(*) FROM lintel.clip', []);
  expect(await large.touched(everything)).toBeGreaterThanOrEqual(15_000);
});
