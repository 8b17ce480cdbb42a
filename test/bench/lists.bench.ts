import { performance } from 'node:perf_hooks';
import { seedMany, type Many } from '../factories/many';
import { signedIn, type OfficerClient } from '../medium/workspace/client';
import { openWorld, type World } from '../medium/workspace/world';

export interface ListFigure {
  readonly what: string;
  /** Milliseconds, median, over HTTP. */
  readonly few: number;
  readonly many: number;
}

interface Side {
  readonly world: World;
  readonly many: Many;
  /** A member of every investigation. */
  readonly member: OfficerClient;
  /** A member of every fortieth. */
  readonly other: OfficerClient;
}

const ROUNDS = 40;
const WARM = 5;

/** Every list with as many rows on both sides, so that only what lies behind it differs. */
const LISTS: Readonly<Record<string, (many: Many) => string>> = {
  'home page': () => '/',
  'investigations, page': () => '/investigations',
  'investigations, search by offence': () => '/api/v1/investigations?limit=20&q=stalk',
  'investigations, search by exhibit': () => '/api/v1/investigations?limit=20&q=AB%2F1',
  'investigations, search by reference': () => '/api/v1/investigations?limit=20&q=26%2F00',
  'investigation, page': ({ investigation }) => `/investigations/${investigation}`,
  'clips of an investigation, page': ({ investigation }) => `/investigations/${investigation}/clips`,
  'clips to decide': ({ investigation }) =>
    `/api/v1/investigations/${investigation}/clips?untriaged=true&limit=20`,
  exhibits: ({ investigation }) => `/api/v1/investigations/${investigation}/exhibits?limit=20`,
  invitations: ({ investigation }) => `/api/v1/investigations/${investigation}/invitations?limit=20`,
  'triage of a clip, page': ({ clip }) => `/clips/${clip}/triage`,
  'custody events of a clip': ({ clip }) => `/api/v1/clips/${clip}/custody`,
  'new sendings': () => '/api/v1/work/submissions?limit=4',
  'clips with a problem': () => '/api/v1/work/failing?limit=2',
  'checks due': () => '/api/v1/work/checks?limit=4',
};

async function side(investigations: number, clips: number): Promise<Side> {
  const world = await openWorld();
  const [one, two] = [await world.officer(), await world.officer()];
  const many = await seedMany(world.admin, { member: one.id, other: two.id, investigations, clips });
  return { world, many, member: await signedIn(world, one), other: await signedIn(world, two) };
}

async function time(client: OfficerClient, path: string): Promise<number> {
  const start = performance.now();
  const answer = await client.call('GET', path, undefined, { Accept: 'text/html, application/json' });
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
  return performance.now() - start;
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** Both sides run in this process and are asked in turn, so that whatever else the machine does falls on both alike. */
export async function listsBench(): Promise<ListFigure[]> {
  const few = await side(50, 75);
  const many = await side(2_000, 50_000);
  try {
    const figures: ListFigure[] = [];
    for (const [what, path] of Object.entries(LISTS)) {
      for (const who of ['member', 'other'] as const) {
        if (who === 'other' && what !== 'home page') continue;
        const [one, other]: [number[], number[]] = [[], []];
        for (let round = 0; round < ROUNDS + WARM; round += 1) {
          const times = [
            await time(few[who], path(few.many)),
            await time(many[who], path(many.many)),
          ] as const;
          if (round < WARM) continue;
          one.push(times[0]);
          other.push(times[1]);
        }
        const name = who === 'member' ? what : `${what}, of one in every fortieth`;
        figures.push({ what: name, few: median(one), many: median(other) });
      }
    }
    return figures;
  } finally {
    await few.world.close();
    await many.world.close();
  }
}
