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
import type { ClipId, InvestigationId } from '../../../src/kernel/ids';
import type { Transaction } from '../../../src/platform/database';
import { Force, type Ask } from './force';

/** How many rows PostgreSQL touches for a list: the same plan for the same rows, whatever the machine is doing. */

const ROWS = 20;
/** Of the evidence, and whether there is more. */
const PAGE = 61;
/** Of what needs doing: no more than even the small force has. */
const LINES = 4;
/** A statement asks who acts once for each table and policy, and lines that are shown may ask a few things more. */
const FUNCTIONS = 60;

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
  'investigations of which the officer is in charge': (tx) =>
    investigations.mine(tx, { mineOnly: true }, ROWS),
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
/** Whether somebody is still to be told is asked of each link that another person holds: one in three of a thousand investigations has one. */
const OF_LINKS: ReadonlySet<WorkKind> = new Set(['notices', 'parents']);
const OF_OTHERS = 333;
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
    const links = OF_LINKS.has(kind) ? OF_OTHERS : 0;
    expect(await large.touched(work(kind))).toBeLessThanOrEqual(3 * (1_000 + links) + FEW);
  });

  it('calls a function of the database for a few lines, and not for each of the investigations', async () => {
    expect(await large.calls(work(kind))).toBeLessThanOrEqual(FUNCTIONS);
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
