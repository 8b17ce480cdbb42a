import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { signedIn } from '../workspace/client';
import { openWorld, seedCase, type World } from '../workspace/world';
import { seedFilm } from './film';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('a list of frames that is not the one that was stored gives a player no times, and is read again', async () => {
  const officer = await world.officer();
  const clip = await seedFilm(world, await seedCase(world, officer.id), 'h264', 'door.mp4');
  const client = await signedIn(world, officer);
  const viewing = (
    await client.call('POST', `/api/v1/clips/${clip.id}/viewings`, { content: 'proxy' })
  ).json();
  const frames = () => client.call('GET', `/api/v1/viewings/${viewing.id}/frames`);
  expect((await frames()).status).toBe(200);

  const { rows } = await world.admin.query<{ key: string }>(
    `SELECT object_key AS key FROM lintel.rendition WHERE clip_id = $1 AND kind = 'frames'`,
    [clip.id],
  );
  const file = join(world.config.objects.root, 'evidence', rows[0]?.key ?? '');
  const list = await readFile(file, 'utf8');
  await rm(file);
  // The same frames, in steps of another length.
  await writeFile(file, list.replace(/^#tb 0: .*$/m, '#tb 0: 1/7'), { mode: 0o444 });

  const answer = await frames();
  expect(answer.status).toBe(409);
  expect(answer.text).not.toContain('pts');
  const asked = await world.admin.query(
    `SELECT 1 FROM lintel.outbox WHERE name = 'check-clip' AND payload ->> 'clipId' = $1`,
    [clip.id],
  );
  expect(asked.rowCount).toBe(1);
});
