import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { officerSession } from '../../factories/acting';
import { seedClips } from '../../factories/many-conduct';
import { signedIn, type OfficerClient } from './client';
import { openWorld, seedCase, seedClip, seedRendition, sha256Of, type Case, type World } from './world';

interface Line {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly why: string;
  readonly page: string;
  readonly investigationId: string;
}

let world: World;
let home: Case;
let member: OfficerClient;
let clip: { readonly id: string; readonly sha256: string };
const COPY = Buffer.from('a working copy');

beforeAll(async () => {
  world = await openWorld();
  const officer = await world.officer();
  home = await seedCase(world, officer.id);
  member = await signedIn(world, officer);
  const seeded = await seedClip(world, home, { name: 'Gartenpforte_2026-11-22.mp4' });
  clip = seeded;
  await seedRendition(world, seeded, 'proxy', { bytes: COPY, contentType: 'video/mp4' });
  await member.call('POST', `/api/v1/clips/${clip.id}/accept`, {
    initials: 'QZ',
    producerName: 'Zelda Quill',
    description: 'A man in a mackintosh rings',
  });
  await member.call('POST', `/api/v1/clips/${clip.id}/markers`, { text: 'He carries a crowbar, see 0:12' });
  await incident(home, { what: { words: 'He shouted through the letterbox, 3 times!', unknown: false } });
});
afterAll(() => world.close());

async function incident(of: Case, answers: object, sent = true): Promise<string> {
  const id = randomUUID();
  await world.admin.query(
    `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, number, sent_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [id, of.invitation, of.investigation, of.submission, answers, sent ? 1 : null, sent ? new Date() : null],
  );
  return id;
}

async function find(client: OfficerClient, q: string): Promise<Line[]> {
  const answer = await client.call('GET', `/api/v1/search?q=${encodeURIComponent(q)}`);
  expect(answer.status).toBe(200);
  return (JSON.parse(answer.text) as { items: Line[] }).items;
}

/** What is typed, and what answers to it. */
const ASKED: readonly (readonly [string, () => string, string, string])[] = [
  ['a word of a file name', () => 'garten', 'item', 'name'],
  ['words of a file name in any order', () => '2026 GARTENPFORTE', 'item', 'name'],
  ['the reference of an exhibit', () => 'qz/1', 'item', 'exhibit'],
  ['a producer', () => 'zelda quill', 'item', 'exhibit'],
  ['a word of a description', () => 'mackint', 'item', 'exhibit'],
  ['the beginning of a hash', () => clip.sha256.slice(0, 10), 'item', 'hash'],
  ['the hash of a working copy', () => sha256Of(COPY), 'item', 'copy'],
  ['words of the diary', () => 'letterbox shouted', 'incident', 'words'],
  ['words of a note', () => 'crowbar', 'note', 'words'],
];

describe('a member finds', () => {
  it.each(ASKED)('by %s', async (_name, typed, kind, why) => {
    const lines = await find(member, typed());
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ kind, why, investigationId: home.investigation });
    const page = await member.page(lines[0]?.page.split('#')[0] ?? '');
    expect(page.status).toBe(200);
  });

  it('by the reference of a sending and of the crime', async () => {
    const { rows } = await world.admin.query<{ reference: string; urn: string }>(
      'SELECT s.reference, i.urn FROM lintel.submission s JOIN lintel.investigation i ON i.id = s.investigation_id WHERE s.id = $1',
      [home.submission],
    );
    const kinds = async (q = ''): Promise<string[]> => (await find(member, q)).map(({ kind }) => kind);
    expect(await kinds(rows[0]?.reference)).toContain('sending');
    expect(await kinds(rows[0]?.urn)).toContain('investigation');
  });

  it.each([
    ['lodz', 'Łódź_drzwi.mp4'],
    ['ŁÓDŹ', 'Łódź_drzwi.mp4'],
    ['llyr sian', 'Siân Llŷr.mp4'],
    // As keyboards of some phones send it, with accents as signs of their own.
    ['Siân'.normalize('NFD'), 'Siân Llŷr.mp4'],
    ['Müller', 'Müller.mp4'.normalize('NFD')],
    ['احمد', 'أحمد.mp4'],
  ])('by %s what is called %s, however its accents are written', async (typed, name) => {
    const { id } = await seedClip(world, home, { name });
    expect(await find(member, typed)).toMatchObject([{ id, kind: 'item', why: 'name' }]);
    await world.admin.query('UPDATE lintel.clip SET file_name = $2 WHERE id = $1', [id, 'done.mp4']);
  });

  it('the same on the page, where each line leads to its place', async () => {
    const { text, status } = await member.page('/search?q=letterbox');
    expect(status).toBe(200);
    expect(text).toContain('1 found');
    // When it was sent, and not when it happened.
    expect(text).toMatch(/>sent \d+ \w+ \d{4}/);
    expect(text).toMatch(/href="\/investigations\/[^"]+\/incidents#incident-[^"]+"/);
    expect((await member.page('/search?q=nothing-of-the-kind')).text).toContain('Nothing was found');
    expect((await member.page('/search')).status).toBe(200);
  });

  it('the newest of what a word that hundreds have finds', async () => {
    const officer = await world.officer();
    await seedClips(world.admin, await seedCase(world, officer.id), 800);
    const [first] = await find(await signedIn(world, officer), 'clip');
    expect(first).toMatchObject({ kind: 'item', title: 'clip 800.mp4' });
  });

  it('nothing by what is ticked in the diary, by signs, or by operators', async () => {
    for (const typed of ['unknown', '& | !', ":* <-> '", '=' + home.investigation])
      expect(await find(member, typed)).toEqual([]);
  });
});

describe('nobody else finds any of it', () => {
  const nothing = async (client: OfficerClient): Promise<void> => {
    for (const [, typed] of ASKED) {
      expect(await find(client, typed())).toEqual([]);
      expect((await client.page(`/search?q=${encodeURIComponent(typed())}`)).text).toContain(
        'Nothing was found',
      );
    }
  };

  /** By the function itself, before what is found is read through the policies. */
  const foundBy = async (secret: string): Promise<number> => {
    const client = new Client({ connectionString: world.database.urls.workspace });
    await client.connect();
    await client.query('BEGIN');
    await client.query(`SELECT scope.open('officer', $1)`, [secret]);
    const { rowCount } = await client.query(
      `SELECT id FROM lintel.found('garten:* | mackint:* | crowbar:* | letterbox:*', 'QZ/1', $1, 21)
        UNION ALL SELECT id FROM lintel.found('', '', $2, 21)`,
      [clip.sha256, sha256Of(COPY)],
    );
    await client.end();
    return rowCount ?? 0;
  };

  it('not an officer of another investigation, nor a supervisor who is no member', async () => {
    const stranger = await world.officer();
    await seedCase(world, stranger.id);
    await nothing(await signedIn(world, stranger));
    await nothing(await signedIn(world, await world.officer('supervisor')));
  });

  it('not somebody who was a member', async () => {
    const former = await world.officer();
    await world.admin.query(
      `INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by, removed_at) VALUES ($1, $2, $2, now())`,
      [home.investigation, former.id],
    );
    await nothing(await signedIn(world, former));
  });

  it('not an officer of more than 200 others, for whom the words are looked up among all', async () => {
    const busy = await world.officer();
    const own = await seedCase(world, busy.id);
    await world.admin.query(
      `WITH more AS (INSERT INTO lintel.investigation (id, urn, offence, oic_id)
         SELECT gen_random_uuid(), 'busy/' || n || '/26', 'Stalking', $1 FROM generate_series(1, 200) n RETURNING id)
       INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) SELECT id, $1, $1 FROM more`,
      [busy.id],
    );
    const client = await signedIn(world, busy);
    await nothing(client);
    const session = await officerSession(world.admin, busy.id);
    expect(await foundBy(session)).toBe(0);
    const { id } = await seedClip(world, own, { name: 'Gartenzaun.mp4' });
    expect((await find(client, 'garten')).map((line) => line.id)).toEqual([id]);
    expect(await foundBy(session)).toBe(1);
  });

  it('and PostgreSQL itself tells them nothing, whatever the code above it asks', async () => {
    const stranger = await world.officer();
    await seedCase(world, stranger.id);
    expect(await foundBy(await officerSession(world.admin, stranger.id))).toBe(0);
    expect(await foundBy('nobody')).toBe(0);
    const { rows } = await world.admin.query<{ id: string }>(
      'SELECT oic_id AS id FROM lintel.investigation WHERE id = $1',
      [home.investigation],
    );
    expect(await foundBy(await officerSession(world.admin, rows[0]?.id ?? ''))).toBeGreaterThanOrEqual(4);
  });
});

it('what has not been sent is found by nobody', async () => {
  const officer = await world.officer();
  const open = await seedCase(world, officer.id, false);
  const draft = await seedClip(world, open, { name: 'Kellerfenster.mp4', draft: true });
  await incident(open, { what: { words: 'Not sent: he came to the skylight', unknown: false } }, false);
  const client = await signedIn(world, officer);
  for (const typed of ['kellerfenster', 'skylight', draft.sha256])
    expect(await find(client, typed)).toEqual([]);
});

it('of what very many things have, the first twenty of each kind are given, and the page says so', async () => {
  const officer = await world.officer();
  const many = await seedCase(world, officer.id);
  await world.admin.query(
    `INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, state, file_name, size, incoming_key, sent_at)
     SELECT gen_random_uuid(), $1, $2, $3, 'received', 'Hofeinfahrt ' || n || '.mp4', 1, gen_random_uuid(), now() FROM generate_series(1, 30) n`,
    [many.submission, many.invitation, many.investigation],
  );
  const client = await signedIn(world, officer);
  expect(await find(client, 'hofeinfahrt')).toHaveLength(20);
  expect((await client.page('/search?q=hofeinfahrt')).text).toContain('there may be more');
});
