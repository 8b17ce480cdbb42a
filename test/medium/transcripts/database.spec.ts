import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { uuidV7 } from '../../../src/kernel/ids';
import { officerSession } from '../../factories/acting';
import { openWorld, seedCase, seedClip, sha256Of, type Case, type World } from '../workspace/world';

const CAPTIONS = 'WEBVTT\n';
const SHA256 = sha256Of(Buffer.from(CAPTIONS));

let world: World;
let client: Client;
let officers: readonly [author: string, colleague: string];
let clip: string;
let home: Case;
beforeAll(async () => {
  world = await openWorld();
  const [author, colleague] = [await world.officer(), await world.officer()];
  officers = [author.id, colleague.id];
  home = await seedCase(world, author.id);
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

/** Statements of one officer up to where they would be committed. */
async function together(
  officer: string,
  ...statements: readonly (readonly [sql: string, values: readonly unknown[]])[]
): Promise<void> {
  const secret = await officerSession(world.admin, officer);
  await client.query('BEGIN');
  try {
    await client.query(`SELECT scope.open('officer', $1)`, [secret]);
    for (const [sql, values] of statements) await client.query(sql, [...values]);
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
  } finally {
    await client.query('ROLLBACK');
  }
}

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

it('PostgreSQL lets nobody check a version that begins with their own lines, or that another has taken the place of', async () => {
  const [author, colleague] = officers;
  const { id } = await seedClip(world, home);
  const add = async (by: string, why: string): Promise<string> => {
    const version = randomUUID();
    await world.admin.query(
      'INSERT INTO lintel.transcript (id, clip_id, author_id, reason) VALUES ($1, $2, $3, $4)',
      [version, id, by, why],
    );
    return version;
  };
  const finish = async (version: string): Promise<unknown> =>
    world.admin.query(
      `UPDATE lintel.transcript SET lines = '[{"words": "Open"}]', captions = $2, sha256 = $3 WHERE id = $1`,
      [version, CAPTIONS, SHA256],
    );
  const check = async (version: string, by: string) =>
    wrote(by, 'INSERT INTO lintel.transcript_check (transcript_id, sha256, officer_id) VALUES ($1, $2, $3)', [
      version,
      SHA256,
      by,
    ]);
  const first = await add(author, '');
  await finish(first);
  expect(await check(first, colleague)).toBe(1);
  const second = await add(colleague, 'A comma');
  expect(
    (await world.admin.query('SELECT goes_on_from, earlier FROM lintel.transcript WHERE id = $1', [second]))
      .rows,
  ).toEqual([{ goes_on_from: 1, earlier: [author] }]);
  await finish(second);
  await expect(check(second, author)).rejects.toMatchObject({ code: '42501' });
  await expect(check(first, colleague)).rejects.toMatchObject({ code: '42501' });
});

it('PostgreSQL keeps no finish and no check without its event, and takes no event of another version', async () => {
  const [author, colleague] = officers;
  const { id } = await seedClip(world, home);
  const draft = randomUUID();
  await world.admin.query(
    `INSERT INTO lintel.transcript (id, clip_id, author_id, reason) VALUES ($1, $2, $3, '')`,
    [draft, id, author],
  );
  const values = [draft, CAPTIONS, SHA256];
  const finish = 'UPDATE lintel.transcript SET captions = $2, sha256 = $3 WHERE id = $1';
  const say = (type: string, sha256 = SHA256, more: object = {}) =>
    [
      'SELECT custody.append($1, $2, $3, clock_timestamp(), $4, $5)',
      [
        ...[`clip:${id}`, type, uuidV7(Date.now())],
        ...[{ transcript: draft, version: 1, sha256, ...more }, {}],
      ],
    ] as const;
  const finished = say('transcript-finished', SHA256, { lines: 0 });
  await expect(together(author, [finish, values])).rejects.toMatchObject({ code: 'LN028' });
  await expect(together(author, finished)).rejects.toMatchObject({ code: 'LC003' });
  await expect(
    together(author, [finish, values], say('transcript-finished', 'a'.repeat(64), { lines: 0 })),
  ).rejects.toMatchObject({ code: 'LC003' });
  await expect(together(author, [finish, values], finished, finished)).rejects.toMatchObject({
    code: 'LC003',
  });
  await together(author, [finish, values], finished);

  await world.admin.query(finish, values);
  const check = [
    'INSERT INTO lintel.transcript_check (transcript_id, sha256, officer_id) VALUES ($1, $2, $3)',
    [draft, SHA256, colleague],
  ] as const;
  await expect(together(colleague, check)).rejects.toMatchObject({ code: 'LN028' });
  await expect(together(colleague, say('transcript-checked'))).rejects.toMatchObject({ code: 'LC003' });
  await expect(
    together(colleague, say('transcript-exported', 'a'.repeat(64), { format: 'txt' })),
  ).rejects.toMatchObject({ code: 'LC003' });
  await together(colleague, check, say('transcript-checked'));
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
