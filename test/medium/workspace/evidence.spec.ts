import type { Officer } from '../../../src/features/identity';
import { signedIn, type OfficerClient } from './client';
import { acceptance, evidenceOf as of, image, manyClips, seedIncident, watchable } from './evidence.world';
import { openWorld, seedCase, seedClip, seedRendition, type Case, type World } from './world';

let world: World;
let officer: Officer;
let client: OfficerClient;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.officer();
  client = await signedIn(world, officer);
});
afterAll(() => world.close());

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
    await watchable(world, home, 'late.mp4', '2026-07-02T20:00:00Z');
    await watchable(world, home, 'after midnight.mp4', '2026-07-01T23:30:00Z');
    await watchable(world, home, 'before midnight.mp4', '2026-07-01T22:30:00Z');
    for (const name of ['clip 10.mp4', 'clip 7.mp4'])
      await watchable(world, home, name, '2026-06-01T10:00:00Z');
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
    await manyClips(world, home, 130);
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
      await watchable(world, home, 'Gate 100%.mp4', '2026-07-01T22:59:59Z'),
      await watchable(world, home, 'door.mp4', '2026-07-01T23:00:00Z'),
    ];
    const dark = await seedClip(world, home, { name: 'dark.mp4' });
    await seedRendition(world, dark, 'proxy', { why: 'Not a picture.' });
    await seedClip(world, home, { name: 'fresh.mp4' });
    await seedIncident(world, home, { what: { words: 'He shouted ABUSE at the window', unknown: false } }, [
      door,
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

  it('looks for words in what the victim wrote, and not in the names of questions or in what was ticked', async () => {
    const home = await seedCase(world, officer.id);
    const clip = await watchable(world, home, 'a.mp4');
    await seedIncident(
      world,
      home,
      {
        what: { words: 'He shouted "open up"\nand left', unknown: false },
        when: { kind: 'exact', day: '1', month: '7', year: '2024', time: '', words: '' },
        who: { words: '', unknown: true },
        said: { answer: 'no', words: '' },
        more: { where: 'At the gate', seen: '', effect: '', before: '' },
        order: { answer: 'unknown', words: '' },
      },
      [clip],
    );
    const found = async (words: string): Promise<string[]> =>
      namesIn((await client.call('GET', `/api/v1${of(home, `?q=${encodeURIComponent(words)}`)}`)).text);
    for (const name of [
      'order',
      'said',
      'unknown',
      'words',
      'answer',
      'more',
      'who',
      'when',
      'exact',
      '2024',
      'no',
      '{',
      '":',
    ])
      expect([name, await found(name)]).toEqual([name, []]);
    for (const words of ['"open up"', 'up" and LEFT', 'at the gate'])
      expect([words, await found(words)]).toEqual([words, ['a.mp4']]);
  });

  it('gives a clip of which no time is known no day, and says when it was sent', async () => {
    const home = await seedCase(world, officer.id);
    await watchable(world, home, 'before.mp4', '2024-07-02T09:00:00Z');
    const clip = await watchable(world, home, 'unknown.mp4');
    await world.admin.query(`UPDATE lintel.clip SET sent_at = '2024-07-02T12:00:00Z' WHERE id = $1`, [
      clip.id,
    ]);
    await watchable(world, home, 'after.mp4', '2024-07-02T14:00:00Z');
    const page = (await client.page(of(home))).text;
    const parts = [...page.matchAll(/lintel-day__title">([^<]*)<|lintel-tile__name"[^>]*title="([^"]*)"/g)];
    expect(parts.map(([, title, name]) => title ?? name)).toEqual([
      ...['Tuesday 2 July 2024', 'before.mp4', 'Time of the event not known', 'unknown.mp4'],
      ...['Tuesday 2 July 2024', 'after.mp4'],
    ]);
    expect(page.match(/sent Tuesday 2 July 2024/g)).toHaveLength(1);
    const table = (await client.page(of(home, '?view=table'))).text;
    const cellsOf = (name: string): string[] => {
      const row = table.split('<tr ').find((one) => one.includes(`title="${name}"`)) ?? '';
      return [...row.matchAll(/<td[^>]*>(.*?)<\/td>/gs)].map(([, cell = '']) =>
        cell.replaceAll(/<[^>]*>/g, '').trim(),
      );
    };
    expect(cellsOf('before.mp4').slice(1, 3)).toEqual(['Tuesday 2 July 2024', '10:00:00 likely']);
    expect(cellsOf('unknown.mp4').slice(1, 3)).toEqual(['', 'not known; sent Tuesday 2 July 2024, 13:00:00']);
  });

  it('has a tile of its own for each item that has no picture, and never a broken one', async () => {
    const home = await seedCase(world, officer.id);
    await watchable(world, home, 'ready.mp4');
    const [dark, lost, fresh, erased] = [
      await seedClip(world, home, { name: 'dark.mp4' }),
      await watchable(world, home, 'lost.mp4'),
      await seedClip(world, home, { name: 'fresh.mp4' }),
      await watchable(world, home, 'erased.mp4'),
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
    const clips = [await watchable(world, home, 'a.mp4'), await watchable(world, home, 'b.mp4')];
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
    const theirs = await watchable(world, elsewhere, 'theirs.mp4');
    const opened = await client.call('POST', `/api/v1${of(home)}/pictures`, { clips: [theirs.id] });
    expect(JSON.parse(opened.text)).toEqual({ items: [] });
    await world.admin.query(
      'UPDATE lintel.investigation_member SET removed_at = now() WHERE investigation_id = $1',
      [home.investigation],
    );
    expect((await client.send('GET', urls[0] ?? '')).status).toBe(404);
  });
});

describe('beside a clip', () => {
  it('stands the next clip in the order of events, past what is written', async () => {
    const home = await seedCase(world, officer.id);
    const first = await watchable(world, home, 'first.mp4', '2024-07-01T10:00:00Z');
    const second = await watchable(world, home, 'second.mp4', '2024-07-01T12:00:00Z');
    const when = { kind: 'exact', day: '1', month: '7', year: '2024', time: '12:00', words: '' };
    await seedIncident(world, home, { what: { words: 'He rang', unknown: false }, when });
    // What is written becomes an item when somebody is to decide about it.
    const discloser = await world.officer('disclosure');
    await world.admin.query(
      'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
      [home.investigation, discloser.id],
    );
    const disclosing = await signedIn(world, discloser);
    expect((await disclosing.page(`/investigations/${home.investigation}/disclosure`)).text).toContain(
      'Diary entry 1',
    );
    const { rows } = await world.admin.query<{ name: string }>(
      `SELECT file_name AS name FROM lintel.clip WHERE investigation_id = $1 ORDER BY placed_at, sent_at, name_key, id`,
      [home.investigation],
    );
    expect(rows.map(({ name }) => name)).toEqual([
      'first.mp4',
      expect.stringContaining('Diary entry 1') as string,
      'second.mp4',
    ]);
    const ways = async (clip: string): Promise<(string | undefined)[]> =>
      [...(await client.page(`/clips/${clip}`)).text.matchAll(/href="([^"]*)" data-go="([a-z]+)"/g)].map(
        ([, href, way]) => `${way} ${href}`,
      );
    expect(await ways(first.id)).toEqual([`next /clips/${second.id}`]);
    expect(await ways(second.id)).toEqual([`previous /clips/${first.id}`]);
  });
});
