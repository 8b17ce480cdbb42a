import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { BothSides, main, postList, send, write } from './support';

let sides: BothSides;
beforeAll(async () => {
  sides = await BothSides.open();
});
afterAll(() => sides.close());

const incidents = (investigation: string) =>
  sides.client.call('GET', `/api/v1/investigations/${investigation}/incidents`);

interface Incident {
  readonly id: string;
  readonly number: number;
  readonly follows: number | null;
  readonly when: object;
  readonly lines: readonly { readonly answer: string }[];
  readonly clips: readonly { readonly id: string; readonly fileName: string }[];
}
const itemsOf = async (investigation: string): Promise<Incident[]> =>
  (await incidents(investigation)).json().items as unknown as Incident[];

describe('an entry of her diary (real HTTP, both sides, PostgreSQL)', () => {
  it('goes page by page, keeps everything, and is the officers’ when she has sent it', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const clip = await her.uploadByTus('front door.mp4', randomBytes(500));
    const loose = await her.uploadByTus('street.mp4', randomBytes(500));
    const id = await write(her, 'He stood at the gate.\nHe did not ring.');

    const bad = { kind: 'exact', day: '31', month: '2', year: '2026', time: '9pm', words: 'after the news' };
    const wrong = await her.post(`/diary/${id}/when`, { ...bad, go: 'on' });
    expect(wrong.status).toBe(400);
    expect(wrong.text).toContain('There is no such day');
    expect(wrong.text).toContain('What you wrote is saved');
    for (const text of ['value="31"', 'value="9pm"', 'after the news']) {
      expect(wrong.text).toContain(text);
      expect((await her.get(`/diary/${id}/when`)).text).toContain(text);
    }
    const when = await her.post(`/diary/${id}/when`, { ...bad, day: '3', month: 'march', go: 'on' });
    expect(when.headers.location).toBe(`/diary/${id}/who`);
    await her.post(`/diary/${id}/who`, { unknown: 'yes', go: 'on' });
    await her.post(`/diary/${id}/said`, { answer: 'no', go: 'on' });
    const more = { where: 'At my front door.', seen: 'my sister', effect: 'I could not sleep.', before: '' };
    const next = await her.post(`/diary/${id}/more`, { ...more, go: 'on' });
    expect(next.headers.location).toBe(`/diary/${id}/order`);
    const last = await her.post(`/diary/${id}/order`, { answer: 'yes', words: 'since May', go: 'on' });
    expect(last.headers.location).toBe(`/diary/${id}`);
    await postList(her, `/diary/${id}/clips`, [['clip', clip]]);
    const check = main(await her.get(`/diary/${id}`));
    for (const text of [
      'He stood at the gate.',
      '3 March 2026 at 21:00',
      'I don’t know',
      'Yes. since May',
      'At my front door.',
      'my sister',
      'I could not sleep.',
      'front door.mp4',
    ]) {
      expect(check).toContain(text);
    }

    expect(await itemsOf(given.investigation)).toEqual([]);
    const before = await sides.client.page(`/investigations/${given.investigation}`);
    expect(before.text).not.toContain('stood at the gate');
    const ask = await her.get('/send');
    expect(ask.text).toContain('He did not ring.');
    const receipt = await her.get(await send(her));
    expect(main(receipt)).toMatch(/Entry 1, with 1 file/);
    expect(receipt.text).not.toContain('stood at the gate');

    const [incident] = await itemsOf(given.investigation);
    expect(incident).toMatchObject({
      number: 1,
      follows: null,
      when: { kind: 'exact', date: '2026-03-03', time: '21:00', words: 'after the news' },
      clips: [{ id: clip, fileName: 'front door.mp4' }],
    });
    expect(incident?.lines[0]?.answer).toBe('He stood at the gate.\nHe did not ring.');
    for (const path of ['', '/incidents']) {
      const page = await sides.client.page(`/investigations/${given.investigation}${path}`);
      expect([page.status, page.text]).toEqual([200, expect.stringContaining('He stood at the gate.')]);
    }
    expect(
      (await (await sides.stranger()).call('GET', `/api/v1/investigations/${given.investigation}/incidents`))
        .status,
    ).toBe(404);
    const [event] = await sides.events(given.investigation, 'incident-recorded');
    expect(event).toMatchObject({
      actor: { kind: 'victim', id: given.id },
      detail: { number: 1, clips: [clip] },
    });
    expect(JSON.stringify(event)).not.toContain('gate');
    expect(Object.keys(event?.commit ?? {}).sort()).toEqual([
      'more',
      'order',
      'read',
      'said',
      'what',
      'when',
      'who',
    ]);
    const opened = await sides.rows(
      `SELECT 1 FROM lintel.opening WHERE field = 'what' AND value::text LIKE '%at the gate%'`,
    );
    expect(opened).toHaveLength(1);
    expect((await sides.client.call('GET', `/api/v1/clips/${loose}`)).status).toBe(200);
  });

  it('counts without a clip, and is sent alone', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    expect((await her.get('/send')).headers.location).toBe('/diary');
    await write(her, 'Someone rang and ran away.');
    const receipt = await her.get(await send(her));
    expect(main(receipt)).toContain('Entry 1');
    expect(await itemsOf(given.investigation)).toMatchObject([{ number: 1, clips: [] }]);
    expect((await her.post('/send')).status).toBe(409);
    expect(await itemsOf(given.investigation)).toHaveLength(1);
  });

  it('stays readable to her when it was sent, cannot be changed, and can be added to', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const first = await write(her, 'A note in the letter box.');
    await send(her);
    expect(main(await her.get('/diary'))).toContain('A note in the letter box.');
    expect(main(await her.get(`/diary/${first}`))).toContain('You sent this');
    expect((await her.get(`/diary/${first}/what`)).headers.location).toBe(`/diary/${first}`);
    expect((await her.post(`/diary/${first}/what`, { words: 'nothing', go: 'on' })).status).toBe(409);
    expect((await her.post(`/diary/${first}/remove`)).status).toBe(404);

    await write(her, 'I found the pen, too.', first);
    const late = await her.uploadByTus('late.mp4', randomBytes(50));
    await postList(her, `/diary/${first}/clips`, [['clip', late]]);
    const receipt = main(await her.get(await send(her)));
    expect(receipt).toMatch(/Entry 1, which you sent before, with 1 file/);
    expect(receipt).toContain('Entry 2');
    expect(await itemsOf(given.investigation)).toMatchObject([
      {
        number: 1,
        follows: null,
        clips: [{ id: late }],
        lines: [{ answer: 'A note in the letter box.' }, {}, {}, {}, {}],
      },
      { number: 2, follows: 1, clips: [] },
    ]);
    const signedOut = sides.browser();
    expect((await signedOut.get(`/diary/${first}`)).status).toBe(401);
  });

  it('may be left empty everywhere, and saved half way', async () => {
    const her = await sides.inDiary(await sides.invite());
    const id = await write(her, '');
    const later = await her.post(`/diary/${id}/when`, { kind: 'exact', day: '99', go: 'later' });
    expect(later.headers.location).toBe('/diary');
    expect(main(await her.get(`/diary/${id}`))).toContain('As typed: “99”');
    const unsure = { day: '27', month: 'March', time: 'half past nine', go: 'on' };
    expect((await her.post(`/diary/${id}/when`, unsure)).status).toBe(400);
    const typed = 'As typed: “27 March, half past nine”';
    for (const page of [`/diary/${id}`, '/diary', '/diary/days', '/send'])
      expect([page, main(await her.get(page))]).toEqual([page, expect.stringContaining(typed)]);
    for (const question of ['when', 'who', 'said', 'more', 'order']) {
      expect((await her.post(`/diary/${id}/${question}`, { go: 'on' })).status).toBe(303);
    }
    expect(main(await her.get(`/diary/${id}`))).toContain('Not answered');
  });

  it('is begun with the day and the time of now by one press, when it has just happened again', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const before = Date.now();
    const begun = await her.post('/diary/again');
    const path = begun.headers.location ?? '';
    expect(path).toMatch(/^\/diary\/[0-9a-f-]{36}\/what$/);
    // It is there even if she has to stop now.
    const clock = new Intl.DateTimeFormat('en-GB', {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: 'Europe/London',
    });
    const moments = [before, Date.now()].map((at) => clock.format(at));
    const diary = main(await her.get('/diary'));
    expect(moments.some((moment) => diary.includes(moment))).toBe(true);
    await her.post(path, { words: 'At the gate again.', go: 'later' });
    expect(main(await her.get('/diary')).match(/govuk-link intake-file__name/g)).toHaveLength(1);
    expect(main(await her.get('/diary'))).toContain('At the gate again.');
  });

  it('is one entry, however often its first page is sent again', async () => {
    const her = await sides.inDiary(await sides.invite());
    const path = ((await her.get('/diary/new')).headers.location ?? '').split('?')[0] ?? '';
    expect(await sides.rows('SELECT 1 FROM lintel.incident WHERE id = $1', [path.split('/')[2]])).toEqual([]);
    for (const words of ['one', 'one', 'two']) await her.post(path, { words, go: 'on' });
    expect(main(await her.get('/diary')).match(/govuk-link intake-file__name/g)).toHaveLength(1);
    expect(main(await her.get('/diary'))).toContain('two');
  });

  it('keeps her words on the page when they are too many', async () => {
    const her = await sides.inDiary(await sides.invite());
    const id = await write(her, 'short');
    const long = `begin ${'x'.repeat(20_000)}`;
    const answer = await her.post(`/diary/${id}/what`, { words: long, go: 'later' });
    expect([answer.status, answer.text.includes(long)]).toEqual([400, true]);
    expect(main(await her.get(`/diary/${id}/what`))).toContain('short');
  });

  it('removed, leaves no trace: no row, no event, no word', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const clip = await her.uploadByTus('stays.mp4', randomBytes(20));
    const id = await write(her, 'unsaid-again-word');
    await postList(her, `/diary/${id}/clips`, [['clip', clip]]);
    const events = 'SELECT count(*)::int AS n FROM custody.record';
    const openings = 'SELECT count(*)::int AS n FROM lintel.opening';
    const counted = [await sides.rows(events), await sides.rows(openings)];
    expect((await her.get(`/diary/${id}/remove`)).text).toContain('cannot be undone');
    await her.post(`/diary/${id}/remove`);
    expect([await sides.rows(events), await sides.rows(openings)]).toEqual(counted);
    expect(await sides.rows('SELECT 1 FROM lintel.incident WHERE id = $1', [id])).toEqual([]);
    expect(await sides.rows('SELECT 1 FROM lintel.incident_clip WHERE incident_id = $1', [id])).toEqual([]);
    expect(await sides.rows(`SELECT 1 FROM lintel.opening WHERE value::text LIKE '%unsaid-again%'`)).toEqual(
      [],
    );
    expect((await her.files()).map(({ name }) => name)).toEqual(['stays.mp4']);
    expect((await her.get(`/diary/${id}`)).status).toBe(404);
  });

  it('is nobody else’s: another visitor finds, fills, takes and ties nothing of it', async () => {
    const [hers, other] = [
      await sides.inDiary(await sides.invite()),
      await sides.inDiary(await sides.invite()),
    ];
    const id = await write(hers, 'mine alone');
    const clip = await hers.uploadByTus('mine.mp4', randomBytes(20));
    const theirs = await write(other, 'not hers');
    for (const path of ['', '/clips', '/remove', '/when']) {
      expect((await other.get(`/diary/${id}${path}`)).status).toBe(404);
    }
    for (const path of ['/what', '/when', '/remove']) {
      expect((await other.post(`/diary/${id}${path}`, { words: 'x', go: 'on' })).status).toBe(404);
    }
    expect((await postList(other, `/diary/${id}/clips`, [])).status).toBe(404);
    await postList(other, `/diary/${theirs}/clips`, [['clip', clip]]);
    expect(await sides.rows('SELECT 1 FROM lintel.incident_clip WHERE clip_id = $1', [clip])).toEqual([]);
    expect((await other.post(`/diary/${randomUUID()}/what`, { words: 'x', to: id, go: 'on' })).status).toBe(
      404,
    );
    expect(main(await hers.get(`/diary/${id}`))).toContain('mine alone');
  });

  it('says what is kept when her session has ended, and has kept it', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const id = await write(her, 'kept words');
    await sides.rows('DELETE FROM lintel.intake_session WHERE invitation_id = $1 RETURNING 1', [given.id]);
    const answer = await her.post(`/diary/${id}/what`, { words: 'newer words', go: 'on' });
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('Then you see what is saved');
    const again = await sides.letIn(given);
    expect((await again.get('/next')).headers.location).toBe('/diary');
    expect(main(await again.get(`/diary/${id}`))).toContain('kept words');
  });

  it('is erased with the rest of the draft when nobody has touched it for long', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const id = await write(her, 'old');
    const [draft] = await sides.rows<{ id: string }>(
      'SELECT submission_id AS id FROM lintel.incident WHERE id = $1',
      [id],
    );
    const worker = new Client({ connectionString: sides.hers.database.urls.worker });
    await worker.connect();
    await worker.query('SELECT lintel.discard_draft($1)', [draft?.id]);
    await worker.end();
    expect(await sides.rows('SELECT 1 FROM lintel.incident WHERE id = $1', [id])).toEqual([]);
  });
});

it('writes no word of hers to any log', async () => {
  const her = await sides.inDiary(await sides.invite());
  const id = await write(her, 'zebra-crossing');
  const odd = { kind: 'exact', day: '77', month: 'giraffe', year: '1', go: 'on' };
  expect((await her.post(`/diary/${id}/when`, odd)).status).toBe(400);
  await send(her);
  for (const word of ['zebra-crossing', 'giraffe']) {
    expect(sides.hers.log).not.toContain(word);
    expect(sides.officersLog.join('')).not.toContain(word);
  }
});
