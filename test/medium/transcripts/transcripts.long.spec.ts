import { createHash } from 'node:crypto';
import type { OfficerClient } from '../workspace/client';
import { seedClip, type Case, type World } from '../workspace/world';
import { line, Typing } from './typing';

let typing: Typing;
let world: World;
let home: Case;
let author: OfficerClient;
let colleague: OfficerClient;
let stranger: OfficerClient;
let names: Typing['names'];
let film: Typing['film'];
let begin: Typing['begin'];
let save: Typing['save'];
let finish: Typing['finish'];
let one: Typing['one'];
let versions: Typing['versions'];
beforeAll(async () => {
  typing = await Typing.open();
  ({ world, home, names, film, begin, save, finish, one, versions } = typing);
  [author, colleague, stranger] = typing.clients;
});
afterAll(() => typing.close());

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
