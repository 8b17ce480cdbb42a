import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { NotAsLocked } from '../../../src/platform/object-store';
import { clip as fixture } from '../../fixtures/clips';
import { openCopier, type Copier } from '../disclosure/film';
import { openRedactionMaker, type RedactionMaker } from '../redaction/maker';
import { seedFilm } from '../watching/film';
import { openStillMaker, type StillMaker } from '../watching/maker';
import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, type Case, type SeededClip, type World } from '../workspace/world';

let world: World;
let copier: Copier;
let redactions: RedactionMaker;
let stills: StillMaker;
let home: Case;
let client: OfficerClient;
let clip: SeededClip;
let reference: { readonly id: string };

beforeAll(async () => {
  world = await openWorld();
  copier = await openCopier(world);
  redactions = await openRedactionMaker(world);
  stills = await openStillMaker(world);
  const officer = await world.officer();
  home = await seedCase(world, officer.id);
  client = await signedIn(world, officer);
});
afterAll(async () => {
  await stills.close();
  await redactions.close();
  await copier.close();
  await world.close();
});

const pathOf = (id: string): string => join(world.config.objects.root, 'evidence', 'masters', id);

/** Somebody who can write to the store puts another film, of the same camera and length, in the place of the original. */
async function putAnother(id: string): Promise<void> {
  const right = await readFile(pathOf(id));
  // The last byte of the film is of no frame that the decoder could not show: it plays as before, and is another file.
  const other = Buffer.concat([right, Buffer.from([0, 0, 0, 8]), Buffer.from('free')]);
  await chmod(pathOf(id), 0o600);
  await rm(pathOf(id));
  await writeFile(pathOf(id), other, { mode: 0o444 });
}

const said = async (type: string): Promise<unknown[]> => {
  const { rows } = await world.admin.query<{ detail: unknown }>(
    `SELECT event::jsonb -> 'detail' AS detail FROM custody.record
      WHERE subject = $1 AND event::jsonb ->> 'type' = $2 ORDER BY seq`,
    [`clip:${clip.id}`, type],
  );
  return rows.map(({ detail }) => detail);
};

const readAgain = async (): Promise<boolean> => {
  const { rowCount } = await world.admin.query(
    `DELETE FROM lintel.outbox WHERE name = 'check-clip' AND payload ->> 'clipId' = $1`,
    [clip.id],
  );
  return (rowCount ?? 0) > 0;
};

beforeEach(async () => {
  await fixture('h264');
  clip = await seedFilm(world, home, 'h264', 'door.mp4');
  const accepted = await client.call('POST', `/api/v1/clips/${clip.id}/accept`, {
    ...{ initials: 'AB', producerName: 'Ann Bell', description: 'The door' },
  });
  reference = accepted.json();
  await putAnother(clip.id);
});

it('no copy for the defence is made of it, and it is read again', async () => {
  await expect(copier.ensure(clip.id, false)).rejects.toThrow(NotAsLocked);
  expect(await readAgain()).toBe(true);
  await copier.ensure(clip.id);
  await world.sign();
  const { rows } = await world.admin.query(
    `SELECT state, object_key, facts ->> 'code' AS code, why FROM lintel.rendition WHERE clip_id = $1 AND kind = 'defence-copy'`,
    [clip.id],
  );
  expect(rows).toEqual([
    {
      ...{ state: 'failed', object_key: null, code: 'no-original' },
      why: expect.stringContaining('is not the file that was locked') as string,
    },
  ]);
  expect(await said('rendition-failed')).toMatchObject([{ kind: 'defence-copy', code: 'no-original' }]);
});

it('no redacted copy is made of it', async () => {
  const masks = [
    {
      ...{ shape: 'rectangle', kind: 'solid', reason: 'house-number', from: 1, to: 45 },
      keys: [{ frame: 1, x: 20, y: 20, w: 60, h: 40 }],
    },
  ];
  const saved = await client.call('POST', `/api/v1/clips/${clip.id}/redactions`, {
    base: 0,
    edits: { masks, sound: [], trim: null },
  });
  const { id } = saved.json();
  await expect(redactions.make(id, undefined, false)).rejects.toThrow(NotAsLocked);
  expect(await readAgain()).toBe(true);
  await redactions.make(id);
  expect(await said('redaction-made')).toEqual([]);
  expect(await said('redaction-failed')).toMatchObject([{ code: 'no-original' }]);
});

it('no frame is taken from it', async () => {
  const order = { frame: 3, description: 'His face' };
  const { id } = (await client.call('POST', `/api/v1/exhibits/${reference.id}/stills`, order)).json();
  await expect(stills.make(id, false)).rejects.toThrow(NotAsLocked);
  expect(await readAgain()).toBe(true);
  await stills.make(id);
  expect(await said('still-made')).toEqual([]);
  expect(await said('still-failed')).toMatchObject([{ still: id, frame: 3 }]);
});

it('nor where only the list of its frames is another', async () => {
  const right = await readFile(await fixture('h264'));
  await rm(pathOf(clip.id));
  await writeFile(pathOf(clip.id), right, { mode: 0o444 });
  const { rows } = await world.admin.query<{ key: string }>(
    `SELECT object_key AS key FROM lintel.rendition WHERE clip_id = $1 AND kind = 'frames'`,
    [clip.id],
  );
  const list = join(world.config.objects.root, 'evidence', rows[0]?.key ?? '');
  const bytes = await readFile(list);
  await rm(list);
  await writeFile(list, Buffer.concat([bytes, Buffer.from('\n')]), { mode: 0o444 });
  const order = { frame: 3, description: 'His face' };
  const { id } = (await client.call('POST', `/api/v1/exhibits/${reference.id}/stills`, order)).json();
  await expect(stills.make(id, false)).rejects.toThrow(NotAsLocked);
});
