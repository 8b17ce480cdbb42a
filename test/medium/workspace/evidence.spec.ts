import { randomUUID } from 'node:crypto';
import type { Officer } from '../../../src/features/identity';
import { signedIn, type OfficerClient } from './client';
import {
  openWorld,
  seedCase,
  seedClip,
  seedRendition,
  type Case,
  type SeededClip,
  type World,
} from './world';

let world: World;
let officer: Officer;
let client: OfficerClient;
beforeAll(async () => {
  world = await openWorld({ LIMIT_CLIPS_TOGETHER: '130' });
  officer = await world.officer();
  client = await signedIn(world, officer);
});
afterAll(() => world.close());

const acceptance = { producerName: 'Ann Bell', initials: 'AB', description: 'A man at the door' };
const image = { bytes: Buffer.from('a small picture'), contentType: 'image/jpeg' };

/** An event in the file name, as the worker finds it. */
async function happened(clip: string, instant: string): Promise<void> {
  await world.admin.query(
    `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, 'file-name', true, $2)`,
    [
      clip,
      {
        ...{ source: 'file-name', of: 'start', ofEvent: true, confidence: 'high', zone: 'UTC', wall: null },
        ...{ readings: [{ as: 'UTC', instant, london: instant }], flags: [], plusMinusSeconds: null },
      },
    ],
  );
}

async function watchable(into: Case, name: string, instant?: string): Promise<SeededClip> {
  const clip = await seedClip(world, into, { name, media: { kind: 'media', duration: 20 } });
  await seedRendition(world, clip, 'proxy', { bytes: Buffer.from('proxy'), contentType: 'video/mp4' });
  await seedRendition(world, clip, 'thumbnail', image);
  await seedRendition(world, clip, 'contact-sheet', image);
  if (instant !== undefined) await happened(clip.id, instant);
  return clip;
}

/** Many clips without files, one a minute, in SQL alone. */
async function many(into: Case, count: number): Promise<void> {
  await world.admin.query(
    `INSERT INTO lintel.clip (id, submission_id, invitation_id, investigation_id, state, file_name, size, stored_sha256, kind,
       incoming_key, evidence_key, sent_at, master_at)
     SELECT gen_random_uuid(), $1, $2, $3, 'master', 'clip ' || n || '.mp4', 10, repeat('a', 64), 'video/mp4', k, 'masters/' || k, now(), now()
       FROM (SELECT n, gen_random_uuid()::text AS k FROM generate_series(1, $4::int) n ORDER BY random()) x`,
    [into.submission, into.invitation, into.investigation, count],
  );
}

const of = (home: Case, query = ''): string => `/investigations/${home.investigation}/evidence${query}`;
const namesOn = (html: string): string[] =>
  [...html.matchAll(/class="lintel-tile__name"[^>]*title="([^"]*)"/g)].map(([, name]) => name ?? '');
const namesIn = (text: string): string[] =>
  (JSON.parse(text) as { items: { fileName: string }[] }).items.map(({ fileName }) => fileName);

async function listed(home: Case): Promise<{ readonly clips: string[] }[]> {
  const { rows } = await world.admin.query<{ detail: { clips: string[] } }>(
    `SELECT event::jsonb -> 'detail' AS detail FROM custody.record
      WHERE subject = 'investigation:' || $1 AND event::jsonb ->> 'type' = 'listed' ORDER BY seq`,
    [home.investigation],
  );
  return rows.map(({ detail }) => detail);
}

describe('the evidence of an investigation', () => {
  it('stands in the order of events, by day in the UK, and names of one moment as people count', async () => {
    const home = await seedCase(world, officer.id);
    await watchable(home, 'late.mp4', '2026-07-02T20:00:00Z');
    await watchable(home, 'after midnight.mp4', '2026-07-01T23:30:00Z');
    await watchable(home, 'before midnight.mp4', '2026-07-01T22:30:00Z');
    for (const name of ['clip 10.mp4', 'clip 7.mp4']) await watchable(home, name, '2026-06-01T10:00:00Z');
    await world.admin.query('UPDATE lintel.clip SET sent_at = $2 WHERE investigation_id = $1', [
      home.investigation,
      new Date(),
    ]);
    const page = (await client.page(of(home))).text;
    expect(namesOn(page)).toEqual([
      ...['clip 7.mp4', 'clip 10.mp4', 'before midnight.mp4', 'after midnight.mp4', 'late.mp4'],
    ]);
    expect([...page.matchAll(/lintel-day__title">([^<]*)</g)].map(([, title]) => title)).toEqual([
      ...['Monday 1 June 2026', 'Wednesday 1 July 2026', 'Thursday 2 July 2026'],
    ]);
    expect(page).toContain('00:30:00');
    const newest = (await client.page(of(home, '?sort=newest'))).text;
    expect(namesOn(newest)).toEqual(namesOn(page).reverse());
    expect(namesOn((await client.page(of(home, '?sort=name'))).text)[0]).toBe('after midnight.mp4');
  });

  it('goes on by key, page by page, until each item has come once', async () => {
    const home = await seedCase(world, officer.id);
    await many(home, 130);
    const seen: string[] = [];
    let next: string | undefined = of(home);
    let pages = 0;
    while (next !== undefined) {
      const { text } = await client.page(next);
      seen.push(...namesOn(text));
      next = /href="([^"]*)" data-next/.exec(text)?.[1]?.replaceAll('&amp;', '&');
      pages += 1;
    }
    expect(pages).toBe(3);
    expect(seen).toEqual(Array.from({ length: 130 }, (_, n) => `clip ${n + 1}.mp4`));
    for (const sort of ['newest', 'name']) {
      const first = (await client.call('GET', `/api/v1${of(home, `?limit=70&sort=${sort}`)}`)).text;
      const { next: after } = JSON.parse(first) as { next: string };
      const second = await client.call('GET', `/api/v1${of(home, `?limit=70&sort=${sort}&after=${after}`)}`);
      const expected = sort === 'name' ? seen : [...seen].reverse();
      expect([...namesIn(first), ...namesIn(second.text)]).toEqual(expected);
    }
  });

  it('is narrowed by state, flag, make, day, and by words in names, references, descriptions and the diary', async () => {
    const home = await seedCase(world, officer.id);
    const [gate, door] = [
      await watchable(home, 'Gate 100%.mp4', '2026-07-01T22:59:59Z'),
      await watchable(home, 'door.mp4', '2026-07-01T23:00:00Z'),
    ];
    const dark = await seedClip(world, home, { name: 'dark.mp4' });
    await seedRendition(world, dark, 'proxy', { why: 'Not a picture.' });
    await seedClip(world, home, { name: 'fresh.mp4' });
    const incident = randomUUID();
    await world.admin.query(
      `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, number, sent_at)
       VALUES ($1, $2, $3, $4, '{"what":"He shouted ABUSE at the window"}', 1, now())`,
      [incident, home.invitation, home.investigation, home.submission],
    );
    await world.admin.query('INSERT INTO lintel.incident_clip (clip_id, incident_id) VALUES ($1, $2)', [
      door.id,
      incident,
    ]);
    await world.admin.query(
      `UPDATE lintel.clip SET source = '{"make":"ring"}', device_sha256 = repeat('b', 64) WHERE id = $1`,
      [gate.id],
    );
    await client.call('POST', `/api/v1/clips/${gate.id}/accept`, acceptance);
    await client.call('POST', `/api/v1/clips/${dark.id}/decline`, { reason: 'Nothing to see' });
    const found = async (query: string): Promise<string[]> =>
      namesIn((await client.call('GET', `/api/v1${of(home, `?${query}`)}`)).text).sort();
    const all = ['Gate 100%.mp4', 'dark.mp4', 'door.mp4', 'fresh.mp4'];
    expect(await found('')).toEqual(all);
    expect(await found('state=waiting')).toEqual(['door.mp4', 'fresh.mp4']);
    expect(await found('state=accepted')).toEqual(['Gate 100%.mp4']);
    expect(await found('state=declined')).toEqual(['dark.mp4']);
    expect(await found('state=no-picture')).toEqual(['dark.mp4']);
    expect(await found('state=making')).toEqual(['fresh.mp4']);
    expect(await found('flag=differs')).toEqual(['Gate 100%.mp4']);
    expect(await found('flag=no-time')).toEqual(['dark.mp4', 'fresh.mp4']);
    expect(await found('flag=no-incident')).toEqual(['Gate 100%.mp4', 'dark.mp4', 'fresh.mp4']);
    expect(await found('make=ring')).toEqual(['Gate 100%.mp4']);
    // One second before midnight in the UK, and midnight.
    expect(await found('until=2026-07-01')).toEqual(['Gate 100%.mp4']);
    expect(await found('from=2026-07-02&until=2026-07-02')).toEqual(['door.mp4']);
    expect(await found('q=100%25')).toEqual(['Gate 100%.mp4']);
    expect(await found('q=ab/1')).toEqual(['Gate 100%.mp4']);
    expect(await found('q=MAN%20at')).toEqual(['Gate 100%.mp4']);
    expect(await found('q=shouted%20abuse')).toEqual(['door.mp4']);
    const page = (await client.page(of(home, '?state=waiting&q=door'))).text;
    expect(page).toContain('<b>1</b> match');
    expect(page.replaceAll(/\s+/g, ' ')).toMatch(
      /<b>4<\/b> all.*<b>2<\/b> to decide.*<b>1<\/b> accepted.*<b>1<\/b> declined/,
    );
  });

  it('has a tile of its own for each item that has no picture, and never a broken one', async () => {
    const home = await seedCase(world, officer.id);
    await watchable(home, 'ready.mp4');
    const [dark, lost, fresh, erased] = [
      await seedClip(world, home, { name: 'dark.mp4' }),
      await watchable(home, 'lost.mp4'),
      await seedClip(world, home, { name: 'fresh.mp4' }),
      await watchable(home, 'erased.mp4'),
    ];
    await seedRendition(world, dark, 'proxy', { why: 'It holds <text>.' });
    await world.admin.query(`INSERT INTO lintel.clip_trouble (clip_id, kind) VALUES ($1, 'object-missing')`, [
      lost.id,
    ]);
    await world.admin.query(
      'UPDATE lintel.clip SET master_at = NULL, state = $2, evidence_key = NULL WHERE id = $1',
      [fresh.id, 'verified'],
    );
    await world.admin.query('UPDATE lintel.clip SET erased_at = now() WHERE id = $1', [erased.id]);
    const page = (await client.page(of(home))).text;
    const kinds = [...page.matchAll(/lintel-tile__picture--([a-z]+)"/g)].map(([, kind]) => kind);
    expect(kinds.sort()).toEqual(['erased', 'locking', 'lost', 'ready', 'undecodable']);
    expect(page).toContain('It holds &lt;text&gt;.');
    expect(page).toContain('Erased; the record stays');
    expect(page.match(/<img src=/g)).toHaveLength(2);
  });

  it('states a page of pictures once, with each item on it, and gives them to that officer alone', async () => {
    const home = await seedCase(world, officer.id);
    const clips = [await watchable(home, 'a.mp4'), await watchable(home, 'b.mp4')];
    await seedClip(world, home, { name: 'without.mp4' });
    const page = (await client.page(of(home))).text;
    const urls = [...page.matchAll(/<img src="([^"]*)"/g)].map(([, url]) => url ?? '');
    expect(urls).toHaveLength(2);
    const picture = await client.send('GET', urls[0] ?? '');
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(image.bytes);
    for (const url of urls) await client.send('GET', url);
    expect((await listed(home)).map((detail) => [...detail.clips].sort())).toEqual([
      clips.map(({ id }) => id).sort(),
    ]);
    await client.page(of(home, '?view=table'));
    expect(await listed(home)).toHaveLength(1);

    const other = await world.officer();
    const stranger = await signedIn(world, other);
    expect((await stranger.send('GET', urls[0] ?? '')).status).toBe(404);
    expect((await stranger.page(of(home))).status).toBe(404);
    // Nothing of another investigation is opened, whatever is asked for.
    const elsewhere = await seedCase(world, other.id);
    const theirs = await watchable(elsewhere, 'theirs.mp4');
    const opened = await client.call('POST', `/api/v1${of(home)}/pictures`, { clips: [theirs.id] });
    expect(JSON.parse(opened.text)).toEqual({ items: [] });
    await world.admin.query(
      'UPDATE lintel.investigation_member SET removed_at = now() WHERE investigation_id = $1',
      [home.investigation],
    );
    expect((await client.send('GET', urls[0] ?? '')).status).toBe(404);
  });
});

describe('deciding about what was selected', () => {
  const decide = (home: Case, fields: Record<string, string>) =>
    client.form(`${of(home)}/decide`, { verb: 'accept', ...acceptance, ...fields });

  it('takes items of several sendings, numbers them in the order of events, and says which references were given', async () => {
    const home = await seedCase(world, officer.id);
    const other = { ...home, submission: randomUUID() };
    await world.admin.query(
      `INSERT INTO lintel.submission (id, invitation_id, investigation_id, reference, state, sent_at)
       SELECT $1::uuid, invitation_id, investigation_id, 'S-' || left($1::uuid::text, 8), 'sent', now() FROM lintel.submission WHERE id = $2`,
      [other.submission, home.submission],
    );
    const [late, early, middle] = [
      await watchable(home, 'late.mp4', '2026-07-03T10:00:00Z'),
      await watchable(other, 'early.mp4', '2026-07-01T10:00:00Z'),
      await watchable(other, 'middle.mp4', '2026-07-02T10:00:00Z'),
    ];
    const answer = await client.call('POST', `/api/v1${of(home)}/accept`, {
      ...acceptance,
      clips: [late.id, middle.id, early.id],
    });
    const { items } = JSON.parse(answer.text) as { items: { clipId: string; reference: string }[] };
    expect(items.map(({ clipId, reference }) => [clipId, reference])).toEqual([
      [early.id, 'AB/1'],
      [middle.id, 'AB/2'],
      [late.id, 'AB/3'],
    ]);
    const { rows } = await world.admin.query(
      'SELECT state FROM lintel.submission WHERE investigation_id = $1',
      [home.investigation],
    );
    expect(rows).toEqual([{ state: 'triaged' }, { state: 'triaged' }]);
  });

  it('takes all that match in one act, shown on the page or not', async () => {
    const home = await seedCase(world, officer.id);
    await many(home, 125);
    await world.admin.query(
      `UPDATE lintel.clip SET file_name = 'keep ' || id WHERE investigation_id = $1 AND file_name = 'clip 3.mp4'`,
      [home.investigation],
    );
    const declined = await decide(home, {
      verb: 'decline',
      reason: 'The street',
      note: 'none',
      all: 'yes',
      address: 'q=clip',
    });
    expect(declined.status).toBe(303);
    expect(declined.headers.get('location')).toBe(`${of(home)}?q=clip&done=124+declined`);
    const page = (await client.page(declined.headers.get('location') ?? '')).text;
    expect(page).toContain('Done: 124 declined.');
    expect(page).toContain('<b>1</b> to decide');
  });

  it('refuses all where one cannot go with the others, and keeps what was typed and ticked', async () => {
    const home = await seedCase(world, officer.id);
    const [good, decided] = [await watchable(home, 'good.mp4'), await watchable(home, 'decided.mp4')];
    await client.call('POST', `/api/v1/clips/${decided.id}/accept`, acceptance);
    const answer = await decide(home, { all: 'yes', address: '' });
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('Nothing was decided. Decided already');
    expect(answer.text).toContain('value="A man at the door"');
    const { rows } = await world.admin.query('SELECT 1 FROM lintel.triage WHERE clip_id = $1', [good.id]);
    expect(rows).toEqual([]);
    const none = await decide(home, {});
    expect(none.status).toBe(400);
    expect(none.text).toContain('Tick the clips that you want to decide together.');
    const nameless = await decide(home, { clips: good.id, description: '' });
    expect(nameless.status).toBe(400);
    expect(nameless.text).toContain(`value="${good.id}" checked`);
    // Initials that are left empty are taken from the name.
    const one = await decide(home, { clips: good.id, initials: '' });
    expect(one.headers.get('location')).toBe(`${of(home)}?done=AB%2F2`);
  });
});
