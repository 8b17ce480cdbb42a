import { performance } from 'node:perf_hooks';
import { seedMany, type Many } from '../factories/many';
import { seedClips, seedDiaries, seedIncidents, seedOccasions, seedTimes } from '../factories/many-conduct';
import { seedEvidence } from '../factories/many-evidence';
import { seedLists } from '../factories/many-lists';
import { signedIn, type OfficerClient } from '../medium/workspace/client';
import type { Role } from '../../src/features/identity';
import { openWorld, seedCase, type World } from '../medium/workspace/world';
import { median, type Curve } from './results';

export interface ListFigure {
  readonly what: string;
  /** Milliseconds, median, over HTTP. */
  readonly few: number;
  readonly many: number;
}

interface Home extends Many {
  /** One of its occasions. */
  readonly occasion: string;
  /** An investigation whose own clips are as many as are said. */
  readonly evidence: string;
  /** The clip in the middle of them. */
  readonly middle: string;
}

interface Side {
  readonly world: World;
  readonly many: Home;
  /** A member of every investigation. */
  readonly member: OfficerClient;
  /** A member of fifty, also where there are thousands. */
  readonly other: OfficerClient;
  /** Members of nothing, in roles of their own. */
  readonly discloser: OfficerClient;
  readonly supervisor: OfficerClient;
  readonly auditor: OfficerClient;
  readonly coordinator: OfficerClient;
  readonly memberId: string;
}
type Asker = 'member' | 'discloser' | 'supervisor' | 'auditor' | 'coordinator';

const ROUNDS = 40;
const WARM = 5;

/** Every list with as many rows on both sides, so that only what lies behind it differs. */
const LISTS: Readonly<Record<string, (many: Home) => string>> = {
  'investigations, page': () => '/investigations',
  'investigations, search by offence': () => '/api/v1/investigations?limit=20&q=stalk',
  'investigations, search by exhibit': () => '/api/v1/investigations?limit=20&q=AB%2F1',
  'investigations, search by an exhibit of none': () => '/api/v1/investigations?limit=20&q=ZQ%2F1',
  'investigations, search by officer': () => '/api/v1/investigations?limit=20&q=officer',
  'investigations, search for what is not there': () => '/api/v1/investigations?limit=20&q=nowhere',
  'investigations, search by reference': () => '/api/v1/investigations?limit=20&q=26%2F00',
  'investigation, page': ({ investigation }) => `/investigations/${investigation}`,
  'clips of an investigation, page': ({ investigation }) => `/investigations/${investigation}/clips`,
  'clips to decide, page': ({ investigation }) => `/investigations/${investigation}/clips?show=waiting`,
  'clips to decide': ({ investigation }) =>
    `/api/v1/investigations/${investigation}/clips?untriaged=true&limit=20`,
  exhibits: ({ investigation }) => `/api/v1/investigations/${investigation}/exhibits?limit=20`,
  invitations: ({ investigation }) => `/api/v1/investigations/${investigation}/invitations?limit=20`,
  'evidence of one investigation, page of pictures': ({ evidence }) => `/investigations/${evidence}/evidence`,
  'evidence of one investigation, page in the middle': ({ evidence, middle }) =>
    `/investigations/${evidence}/evidence?after=${middle}`,
  'evidence of one investigation, table': ({ evidence }) => `/investigations/${evidence}/evidence?view=table`,
  'evidence to decide of one investigation, table': ({ evidence }) =>
    `/investigations/${evidence}/evidence?view=table&state=waiting`,
  'series of one investigation, page': ({ evidence }) => `/investigations/${evidence}/series`,
  'series of one investigation, a part': ({ evidence }) =>
    `/api/v1/investigations/${evidence}/series?from=2020-01-05T00:00:00Z&until=2020-02-05T00:00:00Z`,
  // A word that every clip has: on both sides more than are looked at.
  'search for words, page': () => '/search?q=clip',
  'search for what is not there': () => '/api/v1/search?q=nowhere',
  'triage of a clip, page': ({ clip }) => `/clips/${clip}/triage`,
  'custody events of a clip': ({ clip }) => `/api/v1/clips/${clip}/custody`,
  'exhibits and labels, page': ({ investigation }) => `/investigations/${investigation}/exhibits`,
  'incidents, page': ({ investigation }) => `/investigations/${investigation}/incidents`,
  'course of conduct, page': ({ investigation }) => `/investigations/${investigation}/conduct`,
  occasions: ({ investigation }) => `/api/v1/investigations/${investigation}/occasions?limit=5`,
  'in no occasion yet': ({ investigation }) =>
    `/api/v1/investigations/${investigation}/conduct/loose?limit=5`,
  orders: ({ investigation }) => `/api/v1/investigations/${investigation}/orders`,
  'occasion, page': ({ occasion }) => `/occasions/${occasion}`,
  'parts of an occasion': ({ occasion }) => `/api/v1/occasions/${occasion}/parts`,
  'decisions about an occasion': ({ occasion }) => `/api/v1/occasions/${occasion}/decisions`,
  'messages of a link, page': ({ invitation }) => `/invitations/${invitation}/messages`,
  'keeping and disposal, page': ({ investigation }) => `/investigations/${investigation}/retention`,
  'clip with its notes, page': ({ clip }) => `/clips/${clip}`,
  'custody history, page': ({ clip }) => `/clips/${clip}/custody`,
  'emergency accesses, page': () => '/emergency-accesses',
};

/** What needs doing is asked of each of an officer's own investigations: of fifty on both sides, whatever else the force holds. */
const OF_FIFTY: Readonly<Record<string, string>> = {
  'home page': '/',
  'new sendings': '/api/v1/work/submissions?limit=4',
  'clips with a problem': '/api/v1/work/failing?limit=2',
  'checks due': '/api/v1/work/checks?limit=4',
  'deletions to come': '/api/v1/work/deletions?limit=4',
  'messages that did not arrive': '/api/v1/work/messages?limit=4',
};

/** The one list with more of the asker's own behind it: 50 investigations, and 2,000. */
export const OF_EVERY = 'home page, of one in every investigation';

/** Those of other roles: who asks, and for what. */
const OF_ROLES: Readonly<Record<string, readonly [Asker, (side: Side) => string]>> = {
  'disclosure, page': [
    'discloser',
    ({ many }) => `/investigations/${many.investigation}/disclosure?show=all`,
  ],
  'officers, page': ['supervisor', () => '/officers'],
  'officers, search': ['supervisor', () => '/api/v1/officers?limit=20&q=officer%200000'],
  'search of the log, page': ['auditor', () => '/audit'],
  'search of the log by type': ['auditor', () => '/api/v1/audit/events?limit=20&type=viewed'],
  'trail of an officer, page': ['auditor', ({ memberId }) => `/audit/officers/${memberId}`],
  'register of doorbells, page': ['coordinator', () => '/scheme/doorbells'],
};

async function side(investigations: number, clips: number, ofOne: number): Promise<Side> {
  const world = await openWorld();
  const [one, two] = [await world.officer(), await world.officer()];
  const seeded = await seedMany(world.admin, { member: one.id, other: two.id, investigations, clips });
  await seedTimes(world.admin, one.id, seeded.investigation);
  await seedOccasions(world.admin, one.id);
  await seedDiaries(world.admin);
  const { rows } = await world.admin.query<{ id: string }>(
    'SELECT id FROM lintel.occasion WHERE investigation_id = $1 ORDER BY number LIMIT 1',
    [seeded.investigation],
  );
  const home = await seedCase(world, one.id);
  await seedClips(world.admin, home, ofOne);
  await seedTimes(world.admin, one.id, home.investigation);
  await seedIncidents(world.admin, home, Math.ceil(ofOne / 10));
  const middle = await seedEvidence(world.admin, one.id, home.investigation);
  const many = { ...seeded, occasion: rows[0]?.id ?? '', evidence: home.investigation, middle };
  const behind = { officers: investigations, doorbells: investigations, events: clips };
  await seedLists(world.admin, { ...behind, officer: one.id, clip: many.clip });
  // As autovacuum leaves it, whenever that comes by.
  await world.admin.query('VACUUM ANALYZE');
  const discloser = await world.officer('disclosure');
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
    [many.investigation, discloser.id, one.id],
  );
  const inRole = async (role: Role): Promise<OfficerClient> => signedIn(world, await world.officer(role));
  return {
    ...{ world, many, memberId: one.id },
    member: await signedIn(world, one),
    other: await signedIn(world, two),
    discloser: await signedIn(world, discloser),
    supervisor: await inRole('supervisor'),
    auditor: await inRole('auditor'),
    coordinator: await inRole('coordinator'),
  };
}

async function time(client: OfficerClient, path: string): Promise<number> {
  const start = performance.now();
  const answer = await client.call('GET', path, undefined, { Accept: 'text/html, application/json' });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  return performance.now() - start;
}

type Ask = (side: Side) => Promise<number>;

/** By name: who asks for what. */
const ASKED: readonly (readonly [string, Ask])[] = [
  ...Object.entries(LISTS).map(([what, path]): readonly [string, Ask] => [
    what,
    ({ member, many }) => time(member, path(many)),
  ]),
  ...Object.entries(OF_FIFTY).map(([what, path]): readonly [string, Ask] => [
    what,
    ({ other }) => time(other, path),
  ]),
  [OF_EVERY, ({ member }) => time(member, '/')],
  ...Object.entries(OF_ROLES).map(([what, [who, path]]): readonly [string, Ask] => [
    what,
    (one) => time(one[who], path(one)),
  ]),
];

/** Medians by what was asked, one for each side: all run in this process and are asked in turn, so that whatever else the machine does falls on all alike. */
async function timesOf(
  sides: readonly Side[],
  rounds = ROUNDS,
): Promise<{ what: string; times: number[] }[]> {
  const figures: { what: string; times: number[] }[] = [];
  for (const [what, ask] of ASKED) {
    const times = sides.map((): number[] => []);
    for (let round = 0; round < rounds + WARM; round += 1)
      for (const [at, one] of sides.entries()) {
        const took = await ask(one);
        if (round >= WARM) times[at]?.push(took);
      }
    figures.push({ what, times: times.map(median) });
  }
  return figures;
}

export async function listsBench(): Promise<ListFigure[]> {
  // Of each investigation as many clips on both sides: full pages are compared with full pages.
  const sides = [await side(50, 1_250, 200), await side(2_000, 50_000, 5_000)];
  try {
    const figures = await timesOf(sides);
    return figures.map(({ what, times: [few = Number.NaN, many = Number.NaN] }) => ({ what, few, many }));
  } finally {
    for (const { world } of sides) await world.close();
  }
}

/** Over how many clips, and in how many investigations: each step is ten times the one before. */
const STEPS = [
  { investigations: 50, clips: 500, ofOne: 200 },
  { investigations: 200, clips: 5_000, ofOne: 1_000 },
  { investigations: 2_000, clips: 50_000, ofOne: 5_000 },
] as const;

/** Every list with the clips of a hundredfold behind it. */
export async function listsGrowth(): Promise<Curve[]> {
  const sides: Side[] = [];
  try {
    for (const { investigations, clips, ofOne } of STEPS)
      sides.push(await side(investigations, clips, ofOne));
    const figures = await timesOf(sides, 10);
    return figures.map(({ what, times }) => ({
      ...{ name: what, unit: 'ms' },
      points: times.map((value, at) => ({
        rows: STEPS[at]?.clips ?? 0,
        value: Number(value.toPrecision(3)),
      })),
    }));
  } finally {
    for (const { world } of sides) await world.close();
  }
}
