import { createHash, randomBytes } from 'node:crypto';
import { BothSides, main, send, write, type Given, type LoggedEvent } from './support';

let sides: BothSides;
beforeAll(async () => {
  sides = await BothSides.open();
});
afterAll(() => sides.close());

/** At the question who decides. */
async function atAgreement(given: Given) {
  const her = await sides.letIn(given);
  await her.post('/notice', { agree: 'yes' });
  await her.post('/start/questions', { setUp: 'me', others: 'nobody', decides: 'unsure' });
  return her;
}

async function care({ id }: Given) {
  const answer = await sides.client.call('GET', `/api/v1/invitations/${id}/care`);
  return answer.json() as unknown as Record<string, unknown>;
}

/** What an officer's page gives to be read aloud: each heading, paragraph and point, ended by a line feed. */
function linesRead(text: string): string {
  const [, box = ''] = /<div class="lintel-box lintel-read">([^]*?)<\/div>/.exec(text) ?? [];
  return Array.from(box.matchAll(/<(?:h2|p|li)[^>]*>([^<]*)</g), ([, line = '']) => `${line}\n`).join('');
}

/** Everything that a member is shown of a case and its link, on pages and over the API. */
async function membersSee({ id, investigation }: Given): Promise<string> {
  const pages = [
    '/',
    '/reports',
    `/investigations/${investigation}`,
    `/investigations/${investigation}/incidents`,
    `/investigations/${investigation}/retention`,
    `/invitations/${id}`,
    `/invitations/${id}/messages`,
  ];
  const calls = [
    'work',
    'reports',
    `investigations/${investigation}`,
    `investigations/${investigation}/flags`,
    `investigations/${investigation}/invitations`,
    `invitations/${id}/care`,
  ];
  const answers = [
    ...(await Promise.all(pages.map(async (path) => [path, main(await sides.client.page(path))]))),
    ...(await Promise.all(
      calls.map(async (path) => [path, (await sides.client.call('GET', `/api/v1/${path}`)).text]),
    )),
  ];
  return answers.flat().join('\n');
}

describe('the notice (real HTTP, both sides, PostgreSQL)', () => {
  it('has its five points, a version and a copy whose name says nothing', async () => {
    const her = await sides.inDiary(await sides.invite());
    const page = await her.get('/notice?again');
    const points = [
      'What the police ask you for',
      'Why',
      'What happens to what you give',
      'You may say no',
      'does not end if you say no',
    ];
    for (const point of points) expect(page.text).toContain(point);
    const copy = await her.get('/notice.pdf');
    expect(copy.headers['content-disposition']).toBe('attachment; filename="information.pdf"');
    expect([copy.status, copy.headers['cache-control'], copy.body.subarray(0, 5).toString()]).toEqual([
      200,
      'no-store',
      '%PDF-',
    ]);
    expect((await sides.browser().get('/notice.pdf')).status).toBe(401);
  });

  it('read aloud by an officer counts, and the log says who read it', async () => {
    const given = await sides.invite();
    const path = `/invitations/${given.id}/notice`;
    const shown = await sides.client.page(path);
    expect(shown.text).toContain('You may say no');
    const readOut = linesRead(shown.text);
    expect(readOut).toContain('The investigation does not end if you say no\n');
    const unread = await sides.client.form(path, { decides: 'self', relation: '' });
    expect([unread.status, unread.text]).toEqual([400, expect.stringContaining('read all of it aloud')]);
    const wrong = await sides.client.form(path, { readAloud: 'yes', decides: 'child', relation: 'deputy' });
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('not agree for the victim')]);
    const said = { readAloud: 'yes', decides: 'child', relation: 'parent', name: 'Pat Smith' };
    const views = { ownViews: 'sought', ownViewsWords: 'Zed says yes' };
    // Nothing is relied on before the child's own views are recorded, and nothing is recorded that nobody asks for.
    const fields = ['nobodyCloser', 'ownViews', 'ownViewsWords', 'parent', 'parentWords'];
    const refused = async (form: Record<string, string>): Promise<string[]> => {
      const { status, text } = await sides.client.form(path, form);
      expect(status).toBe(400);
      return fields.filter((field) => text.includes(`href="#oral-${field}"`));
    };
    expect(await refused(said)).toEqual(['ownViews', 'ownViewsWords']);
    expect(await refused({ ...said, relation: 'adult' })).toEqual(fields);
    expect(await refused({ ...said, ...views, nobodyCloser: 'x' })).toEqual(['nobodyCloser']);
    expect(await refused({ ...said, decides: 'self', ...views })).toEqual(['ownViews', 'ownViewsWords']);
    expect((await sides.client.form(path, { ...said, ...views, nobodyCloser: '' })).status).toBe(303);
    expect((await sides.client.page(`/invitations/${given.id}`)).text).toContain('Asked: Zed says yes');
    expect(await care(given)).toMatchObject({
      notice: { version: '3', route: 'oral' },
      agreement: { decides: 'child', relation: 'parent', name: 'Pat Smith', route: 'oral', ...views },
    });
    const [notice] = await sides.events(given.investigation, 'notice-confirmed');
    expect(notice).toMatchObject({
      actor: { kind: 'officer', id: sides.officer.id },
      detail: { route: 'oral', version: '3', textSha256: createHash('sha256').update(readOut).digest('hex') },
    });
    const [agreement] = await sides.events(given.investigation, 'agreement-recorded');
    expect(Object.keys(agreement?.commit ?? {}).sort()).toEqual(['decides', 'name', 'record', 'relation']);
    for (const name of ['Pat', 'Zed']) expect(JSON.stringify(agreement)).not.toContain(name);

    const open = 'A parent or guardian is still to be told';
    expect((await sides.client.page(`/invitations/${given.id}`)).text).not.toContain(open);
    const later = { relation: 'adult', nobodyCloser: 'x', parent: 'later', parentWords: 'x' };
    expect((await sides.client.form(path, { ...said, ...views, ...later })).status).toBe(303);
    expect((await sides.client.page(`/invitations/${given.id}`)).text).toContain(open);

    const her = await sides.letIn(given);
    await her.post('/start/exit');
    await her.post('/start/questions', { setUp: 'me', others: 'nobody', decides: 'self' });
    expect((await her.get('/next')).headers.location).toBe('/diary');
  });
});

describe('who agrees', () => {
  it('for somebody under 18 is a person who may, by their relation; names stay out of the log', async () => {
    const given = await sides.invite();
    const her = await atAgreement(given);
    expect((await her.post('/agreement')).status).toBe(400);
    expect((await her.post('/agreement', { answer: 'child' })).headers.location).toBe(
      '/agreement/who?for=child',
    );
    const page = main(await her.get('/agreement/who?for=child'));
    expect(page).toContain('must not be anyone you are worried about');
    expect(page).not.toContain('power of attorney');
    const unticked = await her.post('/agreement/who', { for: 'child', relation: 'care', name: 'Kim' });
    expect(unticked.status).toBe(400);
    expect(unticked.text).toContain('value="Kim"');
    expect(unticked.text).toMatch(/value="care" checked/);
    expect(
      (await her.post('/agreement/who', { for: 'child', relation: 'attorney', agrees: 'yes' })).status,
    ).toBe(400);
    const agreed = await her.post('/agreement/who', {
      for: 'child',
      relation: 'care',
      name: 'Kim',
      agrees: 'yes',
    });
    expect(agreed.headers.location).toBe('/diary');
    expect(await care(given)).toMatchObject({
      agreement: { decides: 'child', relation: 'care', name: 'Kim', route: 'self' },
    });
    expect(JSON.stringify(await sides.events(given.investigation, 'agreement-recorded'))).not.toContain(
      'Kim',
    );
  });

  it.each([
    [
      'she does not know',
      (her: Awaited<ReturnType<typeof atAgreement>>) => her.post('/agreement', { answer: 'unsure' }),
    ],
    [
      'not yet',
      (her: Awaited<ReturnType<typeof atAgreement>>) =>
        her.post('/agreement/who', { for: 'helped', 'not-yet': 'yes' }),
    ],
  ])(
    'may be left open: she writes and adds, and cannot send until it is settled (%s)',
    async (_how, answer) => {
      const given = await sides.invite();
      const her = await atAgreement(given);
      expect((await answer(her)).headers.location).toBe('/diary');
      await write(her, 'waiting');
      expect((await her.upload([{ name: 'a.mp4', bytes: randomBytes(9) }])).status).toBe(303);
      expect(main(await her.get('/send'))).toContain('You did nothing wrong');
      expect((await her.post('/send')).headers.location).toBe('/send');
      expect(await sides.events(given.investigation, 'submission-sent')).toEqual([]);
      await her.post('/agreement', { answer: 'self' });
      await send(her);
      expect(await sides.events(given.investigation, 'incident-recorded')).toHaveLength(1);
    },
  );
});

describe('what is always there', () => {
  it('on every page behind the code: stopping, and saying that she felt pressured', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const id = await write(her, 'x');
    const pages = [
      '/start/exit',
      '/start/questions',
      '/notice?again',
      '/agreement',
      '/agreement/who',
      '/diary',
      `/diary/${id}`,
      `/diary/${id}/when`,
      `/diary/${id}/clips`,
      `/diary/${id}/remove`,
      '/files',
      '/send',
      '/receipts',
      '/stop',
      '/pressure',
      '/helper',
      '/done',
    ];
    for (const path of pages) {
      const { status, text } = await her.get(path);
      expect([path, status]).toEqual([path, 200]);
      // Each but on its own page, where it is said already.
      const offered = ['/stop">I want to stop', '/pressure">I felt pressured'].map((way) =>
        text.includes(`href="${way}`),
      );
      expect([path, ...offered]).toEqual([path, path !== '/stop', path !== '/pressure']);
      expect(text).not.toMatch(/<title[^>]*>[^<]*(police|evidence|stalk|crime|pressure)/i);
    }
  });

  it('pressure reaches a supervisor outside the case, no officer of it, and is never shown to her again', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    const paths = ['/pressure', '/diary', '/receipts', '/stop', '/done', '/helper'];
    // Each showing of a page has an id of its own for an entry that it may begin (`diary/again`).
    const face = (page: string) => page.replace(/(name="again" value=")[0-9a-f-]{36}"/, '$1"');
    const faces = async () => Promise.all(paths.map(async (path) => face(main(await her.get(path)))));
    // The only supervisor there is made the link: she is told so, and nobody of the case sees what she says.
    expect(main(await her.get('/pressure'))).toContain('no supervisor here who can read it');
    const outside = await sides.stranger();
    expect(main(await her.get('/pressure'))).toContain(
      'It goes to a supervisor, not to the officer who gave you this link.',
    );
    const before = await faces();
    const told = await her.post('/pressure', { words: 'My brother took the phone.' });
    expect(told.headers.location).toBe('/done');
    expect(await faces()).toEqual(before);

    const theirs = await membersSee(given);
    expect(theirs).not.toContain('brother');
    expect(theirs).not.toMatch(/felt pressured|pressure-reported|Pressure reported/);
    expect(await sides.events(given.investigation, 'pressure-reported')).toEqual([]);
    expect(sides.hers.log).not.toContain('brother');

    const { id } = (await outside.call('GET', '/api/v1/reports')).json().items[0] as { id: string };
    expect((await sides.client.page(`/reports/${id}`)).status).toBe(404);
    const unread = await outside.page(`/reports/${id}`);
    expect(unread.text).not.toContain('brother');
    await outside.form(`/reports/${id}/steps`, { step: 'taken-up' });
    const read = await outside.page(`/reports/${id}`);
    expect(read.text).toContain('My brother took the phone.');
    expect(read.text).toContain('In person');
    expect((await outside.form(`/reports/${id}/steps`, { step: 'closed' })).status).toBe(400);

    await outside.form(`/reports/${id}/steps`, { step: 'passed-on', words: 'Let another officer call.' });
    const passed = await membersSee(given);
    expect(passed).toContain('Let another officer call.');
    expect(passed).not.toContain('brother');
    const flags = await sides.client.call('GET', `/api/v1/investigations/${given.investigation}/flags`);
    const concern = flags.json().items[0]?.id ?? '';
    expect((await outside.call('POST', `/api/v1/concerns/${concern}/seen`, {})).status).toBe(404);
    await sides.client.form(`/concerns/${concern}/seen`, {});
    expect(await sides.events(given.investigation, 'concern-seen')).toHaveLength(1);
    await outside.call('POST', `/api/v1/reports/${id}/steps`, {
      step: 'closed',
      words: 'Another officer took over.',
    });
    const opened = (await outside.call('GET', `/api/v1/reports/${id}`)).json() as unknown as {
      state: string;
      steps: { step: string }[];
    };
    expect([opened.state, opened.steps.map(({ step }) => step)]).toEqual([
      'closed',
      ['taken-up', 'passed-on', 'closed'],
    ]);
    const log = await sides.rows<{ event: string }>(
      `SELECT event FROM custody.record WHERE subject = 'service:lintel' AND event::jsonb ->> 'type' IN ('pressure-reported', 'report-handled') ORDER BY seq`,
    );
    expect(log.map(({ event }) => (JSON.parse(event) as LoggedEvent).actor.kind)).toEqual([
      'victim',
      'officer',
      'officer',
      'officer',
    ]);
    expect(JSON.stringify(log)).not.toContain('brother');
  });

  it('stopping says first what it can and cannot undo, erases drafts, ends every window and tells no officer of the case', async () => {
    const given = await sides.invite();
    const her = await sides.inDiary(given);
    await write(her, 'sent words');
    await send(her);
    const id = await write(her, 'unsent words');
    await her.upload([{ name: 'a.mp4', bytes: randomBytes(9) }]);
    const elsewhere = await sides.letIn(given);
    const ask = main(await her.get('/stop'));
    expect(ask).toMatch(/1 file is not sent\.\s+1 diary entry is not sent\./);
    expect(ask).toContain('this cannot be undone');
    expect(ask).toContain('What you sent before stays with the police');
    expect((await her.post('/stop')).text).toContain('You have stopped');
    for (const window of [her, elsewhere]) expect((await window.get('/diary')).status).toBe(401);
    expect(await sides.rows('SELECT 1 FROM lintel.incident WHERE id = $1', [id])).toEqual([]);
    expect(await sides.rows(`SELECT 1 FROM lintel.clip WHERE invitation_id = $1`, [given.id])).toEqual([]);
    const reports = await (await sides.stranger()).call('GET', '/api/v1/reports');
    expect(reports.json().items[0]).toMatchObject({ kind: 'stopped', hasWords: false });
    expect(await membersSee(given)).not.toMatch(/she stopped|stopped by|"stopped"|discarded/i);
    const back = await sides.letIn(given);
    expect(main(await back.get('/diary'))).toContain('sent words');
  });

  it('before sending she is told what cannot be taken back', async () => {
    const her = await sides.inDiary(await sides.invite());
    await write(her, 'x');
    const page = main(await her.get('/send'));
    expect(page).toContain('you cannot take it back');
    expect(page).toContain('Criminal Procedure and Investigations Act 1996');
  });
});
