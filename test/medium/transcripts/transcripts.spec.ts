import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { until } from '../../support/until';
import { seedFilm } from '../watching/film';
import { signedIn, type OfficerClient } from '../workspace/client';
import { openWorld, seedCase, seedClip, type Case, type World } from '../workspace/world';

interface Version {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly author: string;
  readonly revision: number;
  readonly sha256: string | null;
  readonly checker: string | null;
  readonly lines: readonly { readonly words: string }[];
}

let world: World;
let home: Case;
let author: OfficerClient;
let colleague: OfficerClient;
let stranger: OfficerClient;
let names: readonly string[];
beforeAll(async () => {
  world = await openWorld();
  const [officer, other, outside] = [await world.officer(), await world.officer(), await world.officer()];
  home = await seedCase(world, officer.id);
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $2)',
    [home.investigation, other.id],
  );
  await seedCase(world, outside.id);
  names = [officer.displayName, other.displayName];
  author = await signedIn(world, officer);
  colleague = await signedIn(world, other);
  stranger = await signedIn(world, outside);
});
afterAll(() => world.close());

const line = (start: number | null, end: number | null, words: string, more: object = {}): object => ({
  ...{ start, end, speaker: 'Man', words, language: '', translation: '' },
  ...more,
});
const film = async (): Promise<string> => (await seedFilm(world, home, 'h264', 'door.mp4')).id;
const begin = async (clip: string, by = author, reason = ''): Promise<string> => {
  const answer = await by.call('POST', `/api/v1/clips/${clip}/transcripts`, { reason });
  expect(answer.status).toBe(201);
  return answer.json().id;
};
const save = (id: string, revision: number, lines: readonly object[], by = author, act = 'lines') =>
  by.call('POST', `/api/v1/transcripts/${id}/${act}`, { revision, lines });
const finish = (id: string, revision: number, lines: readonly object[], by = author) =>
  save(id, revision, lines, by, 'finish');
const one = async (id: string, by = author): Promise<Version> =>
  JSON.parse((await by.call('GET', `/api/v1/transcripts/${id}`)).text) as Version;
const versions = async (clip: string): Promise<Version[]> =>
  (JSON.parse((await author.call('GET', `/api/v1/clips/${clip}/transcripts`)).text) as { items: Version[] })
    .items;
const events = async (clip: string): Promise<string[]> =>
  (
    await world.admin.query<{ event: string }>(
      `SELECT event FROM custody.record WHERE subject = $1 AND event::jsonb ->> 'type' LIKE 'transcript-%' ORDER BY id`,
      [`clip:${clip}`],
    )
  ).rows.map(({ event }) => event);

describe('a draft', () => {
  it('is saved as often as one likes, and another window writes nothing over', async () => {
    const clip = await film();
    const id = await begin(clip);
    expect(JSON.parse((await save(id, 0, [line(0, 900, 'Open up')])).text)).toMatchObject({ revision: 1 });
    expect(JSON.parse((await save(id, 1, [line(null, null, 'Open\n\nup now')])).text)).toMatchObject({
      revision: 2,
    });
    const late = await save(id, 1, [line(0, 900, 'Something else')]);
    expect(late.json()).toMatchObject({ status: 409, code: 'not-written' });
    expect((await one(id)).lines).toEqual([line(null, null, 'Open up now')]);
    expect(await events(clip)).toEqual([]);
  });

  it('whose answer was lost is saved and finished with the same lines again, and only with those', async () => {
    const id = await begin(await film());
    const lines = [line(0, 900, 'Open up')];
    for (const expected of [1, 1])
      expect(JSON.parse((await save(id, 0, lines)).text)).toMatchObject({ revision: expected });
    expect((await save(id, 0, lines, colleague)).status).toBe(409);
    expect((await finish(id, 1, lines)).status).toBe(200);
    expect((await finish(id, 1, lines)).json()).toMatchObject({ sha256: (await one(id)).sha256 });
    expect((await finish(id, 1, [...lines, line(null, null, 'More')])).status).toBe(409);
  });

  it('of two that are saved at once keeps one and refuses the other', async () => {
    const id = await begin(await film());
    const answers = await Promise.all(['a', 'b', 'c'].map((words) => save(id, 0, [line(0, 1, words)])));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const kept = answers.findIndex(({ status }) => status === 200);
    expect((await one(id)).lines).toMatchObject([{ words: 'abc'.charAt(kept) }]);
  });

  it('is its author’s: a colleague reads it, and goes on from it in a version of their own', async () => {
    const clip = await film();
    const id = await begin(clip);
    await save(id, 0, [line(0, 900, 'Open up')]);
    expect((await one(id, colleague)).lines).toHaveLength(1);
    const refused = await save(id, 1, [], colleague);
    expect(refused.json()).toMatchObject({ status: 409, code: 'not-written' });
    expect(refused.json().detail).toContain(names[0]);
    const wordless = await colleague.call('POST', `/api/v1/clips/${clip}/transcripts`, { reason: '' });
    expect(wordless.json()).toMatchObject({ status: 409, code: 'say-why-another' });

    const theirs = await begin(clip, colleague, 'She is on leave');
    expect(await one(theirs)).toMatchObject({ number: 2, author: names[1], lines: [{ words: 'Open up' }] });
    expect((await save(id, 1, [])).json()).toMatchObject({ status: 409, code: 'not-written' });
    expect((await versions(clip)).map(({ number, state }) => [number, state])).toEqual([
      [2, 'draft'],
      [1, 'superseded'],
    ]);
    const own = await colleague.call('POST', `/api/v1/clips/${clip}/transcripts`, { reason: 'Again' });
    expect(own.json()).toMatchObject({ status: 409, code: 'go-on-with-draft' });
  });

  it('belongs to a recording, and to the officers of its case', async () => {
    const { id: picture } = await seedClip(world, home);
    expect((await author.call('POST', `/api/v1/clips/${picture}/transcripts`, {})).json()).toMatchObject({
      status: 409,
      code: 'nothing-to-hear',
    });
    const clip = await film();
    const id = await begin(clip);
    expect((await stranger.call('POST', `/api/v1/clips/${clip}/transcripts`, {})).status).toBe(404);
    for (const path of [`clips/${clip}/transcripts`, `transcripts/${id}`, `transcripts/${id}/captions`])
      expect((await stranger.call('GET', `/api/v1/${path}`)).status).toBe(404);
    expect((await save(id, 0, [], stranger)).status).toBe(404);
  });
});

describe('a finished version', () => {
  it('is closed with the hash of its lines, and the log has not a word of it', async () => {
    const clip = await film();
    const id = await begin(clip);
    expect((await author.call('GET', `/api/v1/transcripts/${id}/captions`)).status).toBe(409);
    expect((await finish(id, 0, [line(0, null, 'crowbar')])).json()).toMatchObject({
      status: 409,
      code: 'lines-wanting',
      detail: 'Line 1 has no end.',
    });
    expect((await finish(id, 0, [line(0, 900_000, 'crowbar')])).json().detail).toBe(
      'Line 1 ends after the film.',
    );
    const lines = [
      line(1_000, 2_000, 'crowbar <&> -->'),
      line(0, 900, 'Otwórz', { language: 'pl', translation: 'Open' }),
    ];
    expect((await finish(id, 0, lines)).status).toBe(200);

    const served = await author.send('GET', `/api/v1/transcripts/${id}/captions`);
    expect(served.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
    const captions = Buffer.from(await served.arrayBuffer());
    const sha256 = createHash('sha256').update(captions).digest('hex');
    expect(captions.toString()).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:00.900\n<v Man><lang pl>Otwórz</lang>\n<i>Open</i>\n' +
        '\n00:00:01.000 --> 00:00:02.000\n<v Man>crowbar &lt;&amp;&gt; --&gt;\n',
    );
    expect(await one(id)).toMatchObject({ state: 'finished', sha256, checker: null });
    const [event = ''] = await events(clip);
    expect(JSON.parse(event)).toMatchObject({
      type: 'transcript-finished',
      detail: { transcript: id, version: 1, sha256, lines: 2 },
    });
    expect(event).not.toMatch(/crowbar|Otw|Open/);
    expect((await save(id, 1, [])).json()).toMatchObject({ status: 409, code: 'not-written' });
  });

  it('is checked against the sound by another officer, once, for just those words', async () => {
    const clip = await film();
    const id = await begin(clip);
    const lines = [line(0, 900, 'Open up')];
    const unfinished = await colleague.call('POST', `/api/v1/transcripts/${id}/check`, {
      sha256: 'a'.repeat(64),
    });
    expect(unfinished.json()).toMatchObject({ status: 409, code: 'not-to-check' });
    // To have listened before there were these words is not to have checked them.
    await colleague.form(`/clips/${clip}/transcript/viewings`, {});
    await finish(id, 0, lines);
    const sha256 = (await one(id)).sha256 ?? '';
    const check = (by: OfficerClient, hash = sha256) =>
      by.call('POST', `/api/v1/transcripts/${id}/check`, { sha256: hash });
    expect((await check(author)).json()).toMatchObject({ status: 409, code: 'not-to-check' });
    expect((await check(colleague, 'a'.repeat(64))).status).toBe(409);
    expect((await check(stranger)).status).toBe(404);
    expect((await check(colleague)).json()).toMatchObject({ status: 409, code: 'not-listened' });
    await colleague.form(`/clips/${clip}/transcript/viewings`, {});
    expect((await check(colleague)).status).toBe(204);
    expect((await check(colleague)).status).toBe(409);
    expect(await one(id)).toMatchObject({ state: 'checked', checker: names[1] });
    expect((await events(clip)).map((event) => (JSON.parse(event) as { type: string }).type)).toEqual([
      'transcript-finished',
      'transcript-checked',
    ]);
  });

  it('is corrected by another version with a reason, and counts until that is finished', async () => {
    const clip = await film();
    const first = await begin(clip);
    await finish(first, 0, [line(0, 900, 'Opan up')]);
    const second = await begin(clip, author, 'A letter was wrong');
    const states = async () => (await versions(clip)).map(({ state }) => state);
    expect(await states()).toEqual(['draft', 'finished']);
    await finish(second, 0, [line(0, 900, 'Open up')]);
    expect(await states()).toEqual(['finished', 'superseded']);
    expect((await one(first)).lines).toMatchObject([{ words: 'Opan up' }]);
    const said = (await events(clip)).at(-1) ?? '';
    expect(JSON.parse(said)).toMatchObject({
      commit: { reason: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
    });
  });

  it('names everybody whose lines are in it, and none of them checks it', async () => {
    const clip = await film();
    await save(await begin(clip), 0, [line(0, 900, 'Open up')]);
    const theirs = await begin(clip, colleague, 'Sergeant Grey asked');
    await finish(theirs, 0, [line(0, 900, 'Open, up')], colleague);
    const text = (await author.call('GET', `/api/v1/transcripts/${theirs}/text`)).text;
    const words = `Begun by ${names[0] ?? '-'}, gone on with and finished by ${names[1] ?? '-'}`;
    expect(text).toContain(words);
    expect(text).not.toMatch(/Typed by|Grey|door\.mp4/);
    const page = (await author.page(`/clips/${clip}/transcript`)).text;
    expect(page).toContain(words);
    expect(page).not.toContain('I have checked it against the sound');
    await author.form(`/clips/${clip}/transcript/viewings`, {});
    const { sha256 } = await one(theirs);
    expect(
      (await author.call('POST', `/api/v1/transcripts/${theirs}/check`, { sha256 })).json(),
    ).toMatchObject({ status: 409, code: 'not-to-check' });
  });

  it('is not given away where its captions are not those of its lines', async () => {
    const id = await begin(await film());
    await world.admin.query(
      `UPDATE lintel.transcript SET lines = $2, captions = 'WEBVTT', sha256 = encode(sha256('WEBVTT'), 'hex') WHERE id = $1`,
      [id, JSON.stringify([line(0, 900, 'Open up')])],
    );
    for (const what of ['captions', 'webvtt', 'text'])
      expect((await author.call('GET', `/api/v1/transcripts/${id}/${what}`)).json()).toMatchObject({
        code: 'captions-differ',
      });
  });

  it('is taken away as WebVTT and as text with its head, each time in the log', async () => {
    const clip = await film();
    await author.call('POST', `/api/v1/clips/${clip}/accept`, {
      ...{ initials: 'TR', producerName: 'Tom Reed', description: 'A man shouts' },
    });
    const id = await begin(clip);
    await finish(id, 0, [line(0, 900, 'Open up')]);
    const file = await author.call('GET', `/api/v1/transcripts/${id}/webvtt`);
    const text = await colleague.call('GET', `/api/v1/transcripts/${id}/text`);
    expect(file.headers.get('content-disposition')).toContain('TR-1-transcript-1.vtt');
    for (const words of [
      'exhibit TR/1',
      `Typed by ${names[0] ?? '-'}`,
      'Not checked against the sound',
      'start of the film',
    ]) {
      expect(file.text).toContain(words);
      expect(text.text).toContain(words);
    }
    expect(text.text).toContain('00:00:00.000 - 00:00:00.900  Man: Open up');
    const formats = (await events(clip)).map(
      (event) => (JSON.parse(event) as { detail: { format?: string } }).detail.format,
    );
    expect(formats).toEqual([undefined, 'vtt', 'txt']);
  });

  it('is never changed, not even by the process that keeps it, and never reaches the one that makes bundles', async () => {
    const clip = await film();
    const id = await begin(clip);
    await finish(id, 0, [line(0, 900, 'Open up')]);
    await expect(
      world.admin.query(`UPDATE lintel.transcript SET lines = '[]' WHERE id = $1`, [id]),
    ).rejects.toMatchObject({
      code: 'LN031',
    });
    const { rows } = await world.admin.query<{ worker: boolean; remove: boolean }>(
      `SELECT bool_or(has_any_column_privilege('lintel_worker', t, 'SELECT')) AS worker,
              bool_or(has_table_privilege('lintel_workspace', t, 'DELETE')) AS remove
         FROM unnest(ARRAY['lintel.transcript', 'lintel.transcript_check']) t`,
    );
    expect(rows).toEqual([{ worker: false, remove: false }]);
  });
});

describe('the page, without JavaScript', () => {
  it('types, saves and finishes, and keeps what it cannot save', async () => {
    const clip = await film();
    await author.form(`/clips/${clip}/transcripts`, { reason: '' });
    const [draft] = await versions(clip);
    const at = `/transcripts/${draft?.id ?? ''}`;
    const kept = await author.form(`${at}/lines`, {
      revision: '0',
      lines: '0:00.5 | 0:00.9 | Man | Open up\n | | | [inaudible]',
    });
    expect(kept.status).toBe(303);
    const page = await author.page(`/clips/${clip}/transcript`);
    expect(page.text).toContain('0:00.500 | 0:00.900 | Man | Open up');
    const late = await author.form(`${at}/lines`, {
      revision: '0',
      lines: '0:00 | 0:01 | Man | Typed in vain',
    });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Typed in vain');
    expect((await author.form(`${at}/finish`, { revision: '1', lines: 'soon | | | x' })).status).toBe(400);
    expect(
      (await author.form(`${at}/finish`, { revision: '1', lines: '0:00 | 0:01 | Man | Open up' })).status,
    ).toBe(303);
    const theirs = await colleague.page(`/clips/${clip}/transcript`);
    expect(theirs.text).toContain('I have checked it against the sound');
    expect((await author.page(`/clips/${clip}/transcript`)).text).not.toContain('I have checked it');
    expect((await author.page(`/clips/${clip}`)).text).toMatch(/version 1, finished. Typed by/);
    const viewing = await author.form(`/clips/${clip}/transcript/viewings`, {});
    const listening = await author.page(viewing.headers.get('location') ?? '');
    const track = `<track kind="captions" label="Transcript" src="/api/v1/transcripts/${draft?.id ?? ''}/captions"`;
    // Nobody has checked it, so nobody sees it before asking for it.
    expect(listening.text).toContain(`${track}>`);
    const heard = await colleague.form(`/clips/${clip}/transcript/viewings`, {});
    const { sha256 } = await one(draft?.id ?? '');
    expect((await colleague.form(`${at}/check`, { sha256: sha256 ?? '' })).status).toBe(303);
    expect((await colleague.page(heard.headers.get('location') ?? '')).text).toContain(`${track} default>`);
  });

  it('shows what it refused when the draft is no more one’s own', async () => {
    const clip = await film();
    const id = await begin(clip);
    await save(id, 0, [line(0, 900, 'Open up')]);
    await begin(clip, colleague, 'Taken over');
    const late = await author.form(`/transcripts/${id}/lines`, {
      revision: '1',
      lines: '0:00 | 0:01 | Man | Typed in vain',
    });
    expect(late.status).toBe(409);
    expect(late.text).toContain('Typed in vain');
    expect(late.text).toContain('goes on from this draft');
  });

  it('shows it, too, when somebody goes on from the draft at the same moment', async () => {
    const clip = await film();
    const id = await begin(clip);
    await save(id, 0, [line(0, 900, 'Open up')]);
    const other = new Client({ connectionString: world.database.urls.owner });
    await other.connect();
    try {
      await other.query('BEGIN');
      await other.query(
        `INSERT INTO lintel.transcript (id, clip_id, author_id, reason)
         SELECT gen_random_uuid(), clip_id, author_id, 'Goes on' FROM lintel.transcript WHERE id = $1`,
        [id],
      );
      const late = author.form(`/transcripts/${id}/lines`, {
        revision: '1',
        lines: '0:00 | 0:01 | Man | Typed in vain',
      });
      await until('the wait for the other', async () => {
        const { rows } = await world.admin.query(
          `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'UPDATE lintel.transcript%'
             AND datname = current_database()`,
        );
        return rows.length > 0;
      });
      await other.query('COMMIT');
      expect((await late).status).toBe(409);
      expect((await late).text).toContain('Typed in vain');
    } finally {
      await other.end();
    }
  });

  it('takes as many letters as a transcript may have, in any script', async () => {
    const clip = await film();
    const id = await begin(clip);
    const lines = Array.from({ length: 800 }, () => `0:00.1 | 0:00.2 | | ${'語'.repeat(62)}`).join('\n');
    expect((await author.form(`/transcripts/${id}/finish`, { revision: '0', lines })).status).toBe(303);
    expect((await one(id)).state).toBe('finished');
  });
});

describe('the words', () => {
  it('are found by the officers of the case in the newest version, and by nobody else', async () => {
    const clip = await film();
    const first = await begin(clip);
    await finish(first, 0, [line(0, 900, 'Zanzibar by night')]);
    const second = await begin(clip, author, 'Another word');
    await save(second, 0, [line(0, 900, 'Timbuktu by night')]);
    const found = async (by: OfficerClient, q: string): Promise<object[]> =>
      (JSON.parse((await by.call('GET', `/api/v1/search?q=${q}`)).text) as { items: object[] }).items;
    expect(await found(colleague, 'timbuk')).toMatchObject([
      { kind: 'transcript', id: second, why: 'words' },
    ]);
    expect(await found(author, 'zanzibar')).toEqual([]);
    expect(await found(stranger, 'timbuk')).toEqual([]);
    expect((await author.page('/search?q=timbuktu')).text).toContain('Draft of a transcript of door.mp4');
  });
});
