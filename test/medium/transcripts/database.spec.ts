import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { officerSession } from '../../factories/acting';
import { openWorld, seedCase, seedClip, sha256Of, type World } from '../workspace/world';

const CAPTIONS = 'WEBVTT\n';
const SHA256 = sha256Of(Buffer.from(CAPTIONS));

let world: World;
let client: Client;
let officers: readonly [author: string, colleague: string];
let clip: string;
beforeAll(async () => {
  world = await openWorld();
  const [author, colleague] = [await world.officer(), await world.officer()];
  officers = [author.id, colleague.id];
  const home = await seedCase(world, author.id);
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
    [home.investigation, colleague.id],
  );
  clip = (await seedClip(world, home)).id;
  client = new Client({ connectionString: world.database.urls.workspace });
  await client.connect();
});
afterAll(async () => {
  await client.end();
  await world.close();
});

/** How many rows an officer wrote, with nothing but the database between. */
async function wrote(officer: string, sql: string, values: readonly unknown[]): Promise<number | null> {
  const secret = await officerSession(world.admin, officer);
  await client.query('BEGIN');
  try {
    await client.query(`SELECT scope.open('officer', $1)`, [secret]);
    return (await client.query(sql, [...values])).rowCount;
  } finally {
    await client.query('ROLLBACK');
  }
}

it('PostgreSQL lets nobody but its author write a draft, and another check what is finished', async () => {
  const [author, colleague] = officers;
  const add = `INSERT INTO lintel.transcript (id, clip_id, author_id, reason) VALUES ($1, $2, $3, '')`;
  const draft = randomUUID();
  await world.admin.query(add, [draft, clip, author]);
  await expect(wrote(colleague, add, [randomUUID(), clip, author])).rejects.toMatchObject({ code: '42501' });
  const write = `UPDATE lintel.transcript SET lines = '[]' WHERE id = $1`;
  expect([await wrote(author, write, [draft]), await wrote(colleague, write, [draft])]).toEqual([1, 0]);

  await world.admin.query('UPDATE lintel.transcript SET captions = $2, sha256 = $3 WHERE id = $1', [
    ...[draft, CAPTIONS, SHA256],
  ]);
  expect(await wrote(author, write, [draft])).toBe(0);
  const check = `INSERT INTO lintel.transcript_check (transcript_id, sha256, officer_id) VALUES ($1, $2, $3)`;
  expect(await wrote(colleague, check, [draft, SHA256, colleague])).toBe(1);
  for (const [who, hash, name] of [
    [author, SHA256, author],
    [author, SHA256, colleague],
    [colleague, 'a'.repeat(64), colleague],
  ] as const)
    await expect(wrote(who, check, [draft, hash, name])).rejects.toMatchObject({ code: '42501' });
});

it('PostgreSQL keeps no hash of other words than those that were finished', async () => {
  const [author] = officers;
  const other = sha256Of(Buffer.from('WEBVTT\n\n'));
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.transcript (id, clip_id, author_id, reason) VALUES (gen_random_uuid(), $1, $2, 'Again') RETURNING id`,
    [clip, author],
  );
  await expect(
    wrote(author, 'UPDATE lintel.transcript SET captions = $2, sha256 = $3 WHERE id = $1', [
      ...[rows[0]?.id, CAPTIONS, other],
    ]),
  ).rejects.toMatchObject({ constraint: 'transcript_hash' });
});
