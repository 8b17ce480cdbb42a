import { randomBytes, randomUUID } from 'node:crypto';
import { timesProposed } from '../../../src/apps/workspace/areas/evidence/times-together.model';
import type { z } from 'zod';
import type { Officer } from '../../../src/features/identity';
import { seedTimedClips } from '../../factories/timed-clips';
import { signedIn, type Answer, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, type Case, type World } from './world';

let world: World;
let officer: Officer;
let client: OfficerClient;
let home: Case;
beforeAll(async () => {
  world = await openWorld({ LIMIT_CLIPS_TOGETHER: '15' });
  officer = await world.officer();
  client = await signedIn(world, officer);
});
afterAll(() => world.close());
beforeEach(async () => {
  home = await seedCase(world, officer.id);
});

type Proposed = z.infer<typeof timesProposed>;
const address = (): string => `/investigations/${home.investigation}/evidence`;
const propose = (clips: readonly string[], by = client): Promise<Answer> =>
  by.call('POST', `/api/v1${address()}/times/proposals`, { clips });
const groupsOf = async (clips: readonly string[]): Promise<Proposed> =>
  timesProposed.parse((await propose(clips)).json());
const choose = (body: object, by = client): Promise<Answer> =>
  by.call('POST', `/api/v1${address()}/times`, { reason: 'Both doorbells name their files so', ...body });

/** Every group with the reading that stands first. */
const likely = ({ groups }: Proposed) => ({
  clips: groups.flatMap(({ clips }) => clips.map(({ id, state }) => ({ id, state }))),
  choices: groups.map(({ group, readings }) => ({ group, reading: readings[0]?.reading })),
});

interface Chosen {
  readonly clip: string;
  readonly source: string;
  readonly instant: string;
  readonly reason: string;
}
/** What stands in the table and what the log holds of it, clip by clip. */
async function chosen(): Promise<Chosen[]> {
  const { rows } = await world.admin.query<Chosen>(
    `SELECT c.file_name AS clip, k.source, to_char(t.instant AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS') AS instant, t.reason
       FROM lintel.time_choice t JOIN lintel.clip c ON c.id = t.clip_id JOIN lintel.time_candidate k ON k.id = t.candidate_id
      WHERE c.investigation_id = $1 ORDER BY t.id`,
    [home.investigation],
  );
  return rows;
}
async function events(): Promise<{ subject: string; source: string; at: string }[]> {
  const { rows } = await world.admin.query<{ subject: string; source: string; at: string }>(
    `SELECT r.subject, r.event::jsonb #>> '{detail,source}' AS source, r.event::jsonb ->> 'at' AS at
       FROM custody.record r JOIN lintel.clip c ON r.subject = 'clip:' || c.id
      WHERE c.investigation_id = $1 AND r.event::jsonb ->> 'type' = 'time-chosen' ORDER BY r.seq`,
    [home.investigation],
  );
  return rows;
}

/** Seven of one doorbell in summer, of which name and file agree; five of another whose names alone tell. */
const doorbells = async (): Promise<{ ring: string[]; eufy: string[] }> => ({
  ring: await seedTimedClips(world.admin, home, { make: 'ring', clips: 7 }),
  eufy: await seedTimedClips(world.admin, home, { make: 'eufy', clips: 5 }),
});

describe('the times of several clips', () => {
  it('are grouped by doorbell and by what the clips carry, with what each reading gives and how they differ', async () => {
    const { ring, eufy } = await doorbells();
    const found = await groupsOf([...ring, ...eufy]);
    console.log(JSON.stringify(found, null, 1));
  });
});
