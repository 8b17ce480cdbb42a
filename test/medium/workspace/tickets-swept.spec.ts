import { SweepRepository } from '../../../src/features/evidence/sweep.repository';
import { openDatabase, type Database } from '../../../src/platform/database';
import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, seedRendition, type Case, type World } from './world';

let world: World;
let worker: Database;
let client: OfficerClient;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  worker = await openDatabase(world.database.urls.worker, 1);
  const officer = await world.officer();
  client = await signedIn(world, officer);
  home = await seedCase(world, officer.id);
});
afterAll(async () => {
  await worker.close();
  await world.close();
});

const open = async (clip: string): Promise<string> => {
  const answer = await client.call('POST', `/api/v1/clips/${clip}/viewings`, { content: 'proxy' });
  expect(answer.status).toBe(201);
  return answer.json().id;
};
const ranOut = (id: string, ago: string) =>
  world.admin.query(
    'UPDATE lintel.access_ticket SET expires_at = now() - $2::interval, created_at = now() - $2::interval WHERE id = $1',
    [id, ago],
  );
const left = async (): Promise<string[]> =>
  (
    await world.admin.query<{ id: string }>('SELECT id FROM lintel.access_ticket ORDER BY created_at')
  ).rows.map(({ id }) => id);

it('tickets that ran out go a day later, but for the first of each item, which says that it was seen', async () => {
  const tickets: string[][] = [];
  for (let at = 0; at < 2; at += 1) {
    const clip = await seedClip(world, home);
    const proxy = { bytes: Buffer.from(`proxy ${at}`), contentType: 'video/mp4' };
    await seedRendition(world, clip, 'proxy', proxy);
    const own = [await open(clip.id), await open(clip.id), await open(clip.id), await open(clip.id)];
    for (const [place, ago] of ['40 days', '30 days', '2 hours'].entries())
      await ranOut(own[place] ?? '', ago);
    tickets.push(own);
  }
  await worker.transaction((tx) => new SweepRepository().removeRunOut(tx));
  const kept = tickets.flatMap(([first = '', , fresh = '', running = '']) => [first, fresh, running]);
  expect((await left()).sort()).toEqual(kept.sort());
  // Again, nothing more goes.
  await worker.transaction((tx) => new SweepRepository().removeRunOut(tx));
  expect(await left()).toHaveLength(kept.length);
});

it('a look at a redacted copy stays: the review of whoever looked rests on it', async () => {
  const clip = await seedClip(world, home);
  const bytes = Buffer.from('a redacted copy');
  await seedRendition(world, clip, 'redacted-copy', { bytes, contentType: 'video/mp4' });
  const [first, look] = [await openRedacted(clip.id), await openRedacted(clip.id)];
  for (const id of [first, look]) await ranOut(id, '40 days');
  await worker.transaction((tx) => new SweepRepository().removeRunOut(tx));
  expect(await left()).toEqual(expect.arrayContaining([first, look]));
});

/** As the page of versions opens it. */
async function openRedacted(clip: string): Promise<string> {
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.access_ticket (id, officer_id, investigation_id, clip_id, content, rendition_id, purpose, expires_at)
     SELECT gen_random_uuid(), i.oic_id, i.id, $1, 'redacted-copy', r.id, 'view', now()
       FROM lintel.rendition r, lintel.investigation i WHERE r.clip_id = $1 AND i.id = $2 RETURNING id`,
    [clip, home.investigation],
  );
  return rows[0]?.id ?? '';
}
