import { randomBytes } from 'node:crypto';
import { FIRST_STEPS } from '../intake/support/visitor';
import { BothSides, main, send, write } from './support';

let sides: BothSides;
beforeAll(async () => {
  sides = await BothSides.open({ LIMIT_CODE_ATTEMPTS: '3' });
});
afterAll(() => sides.close());

interface Flag {
  readonly kind: string;
  readonly invitationId: string;
}
const flags = async (investigation: string): Promise<Flag[]> =>
  (await sides.client.call('GET', `/api/v1/investigations/${investigation}/flags`)).json()
    .items as unknown as Flag[];

describe('between the code and her diary (real HTTP, both sides, PostgreSQL)', () => {
  it('each page comes once, in order, and reading one changes nothing', async () => {
    const given = await sides.invite();
    const her = await sides.letIn(given);
    const pages = ['/notice', '/start/questions'];
    for (const [place, [path, fields]] of FIRST_STEPS.entries()) {
      for (const asked of ['/next', '/next'])
        expect((await her.get(asked)).headers.location).toBe(pages[place]);
      const page = await her.get(path);
      expect(page.status).toBe(200);
      expect(page.text).not.toContain('checked');
      for (const closed of ['/diary', '/files'])
        expect((await her.get(closed)).headers.location).toBe('/next');
      expect((await her.post(path, fields)).status).toBe(303);
    }
    expect((await her.get('/next')).headers.location).toBe('/diary');
  });

  it('what leaving means is explained before its first use, and not again, on whatever device', async () => {
    const given = await sides.invite();
    const her = await sides.letIn(given);
    const notice = main(await her.get('/notice'));
    expect(notice).toContain('It does not clear your history.');
    expect(notice).toContain('href="/start/exit"');
    const page = main(await her.get('/start/exit'));
    expect(page).toContain('does not clear your history');
    expect(page).toContain('does not stop a spy program');
    await her.post('/notice', { agree: 'yes' });
    const elsewhere = await sides.letIn(given);
    expect((await elsewhere.get('/next')).headers.location).toBe('/start/questions');
  });

  it('brings nothing in before the questions are asked, and the notice is confirmed', async () => {
    const her = await sides.letIn(await sides.invite());
    for (const [path, fields] of FIRST_STEPS) {
      expect((await her.upload([{ name: 'early.mp4', bytes: randomBytes(5) }])).status).toBe(400);
      expect((await her.create('early.mp4', 5)).status).toBe(409);
      await her.post(path, fields);
    }
    expect((await her.upload([{ name: 'now.mp4', bytes: randomBytes(5) }])).status).toBe(303);
  });
});

describe('who else can see her doorbell', () => {
  it.each([
    ['someone else can sign in', { setUp: 'me', others: 'someone' }],
    ['she does not know', { setUp: 'unknown', others: 'unknown' }],
    ['she passes the questions over', {}],
  ])('gets advice, and a warning that locking out may alert: %s', async (_who, answers) => {
    const given = await sides.invite();
    const her = await sides.letIn(given);
    await her.post('/notice', { agree: 'yes' });
    const answered = await her.post('/start/questions', { ...answers, decides: 'self' });
    expect(answered.headers.location).toBe('/start/advice');
    const advice = main(await her.get('/start/advice'));
    expect(advice).toContain('Do not lock them out just yet. It may tell them');
    expect((await her.post('/start/advice')).headers.location).toBe('/diary');
  });

  it('is the officers’ to know with the first sending, and not before', async () => {
    const given = await sides.invite();
    const her = await sides.letIn(given);
    for (const [path, fields] of FIRST_STEPS)
      await her.post(path, 'others' in fields ? { ...fields, others: 'someone' } : fields);
    await her.post('/start/advice');
    const care = () => sides.client.call('GET', `/api/v1/invitations/${given.id}/care`);
    await write(her, 'something');
    expect((await care()).json()).toMatchObject({ account: null, notice: { route: 'self' } });
    expect(await sides.events(given.investigation, 'account-answered')).toEqual([]);
    await send(her);
    expect((await care()).json()).toMatchObject({ account: { setUpBy: 'me', others: 'someone' } });
    const [event] = await sides.events(given.investigation, 'account-answered');
    expect(Object.keys(event?.commit ?? {}).sort()).toEqual(['others', 'setUpBy']);
    expect((await sides.client.page(`/invitations/${given.id}`)).text).toContain('Someone else can sign in');
    await write(her, 'more');
    await send(her);
    expect(await sides.events(given.investigation, 'account-answered')).toHaveLength(1);
  });
});

describe('a link for which many wrong codes were typed', () => {
  it('is told to the officers, at the start and at the investigation, until a new code is given', async () => {
    const given = await sides.invite();
    const path = new URL(given.link).pathname;
    const wrong = given.code === '00000000' ? '1' : '00000000';
    for (let count = 0; count < 3; count += 1) await sides.browser().post(path, { code: wrong });
    expect(await flags(given.investigation)).toMatchObject([{ kind: 'locked-out', invitationId: given.id }]);
    for (const page of ['/', `/investigations/${given.investigation}`]) {
      expect((await sides.client.page(page)).text).toContain('wrong codes');
    }
    expect((await (await sides.stranger()).page('/')).text).not.toContain('wrong codes');
    await sides.client.call('POST', `/api/v1/invitations/${given.id}/renew`, { days: 5 });
    expect(await flags(given.investigation)).toEqual([]);
  });
});

describe('an officer beside the victim', () => {
  const offer = async (id: string): Promise<string> => {
    const made = await sides.client.call('POST', `/api/v1/invitations/${id}/assisted`, { place: 'home' });
    return new URL((made.json() as unknown as { link: string }).link).pathname;
  };

  it('opens the pages by a link that works once, is recorded as such, and says so on every page', async () => {
    const given = await sides.invite();
    const path = await offer(given.id);
    const her = sides.browser();
    for (let count = 0; count < 3; count += 1) expect((await her.get(path)).status).toBe(200);
    expect((await her.post(path)).headers.location).toBe('/next');
    for (const [step, fields] of FIRST_STEPS) {
      expect((await her.get(step)).text).toContain('This is someone else’s device');
      await her.post(step, fields);
    }
    await write(her, 'told beside the officer');
    expect((await her.get('/send')).headers.location).toBe('/own-code?to=send');
    expect((await her.post('/own-code', { code: given.code, to: 'send' })).headers.location).toBe('/send');
    await send(her);
    const assistedBy = sides.officer.id;
    const logged = async (type: string) => (await sides.events(given.investigation, type))[0]?.detail;
    expect(await logged('assisted-session-offered')).toMatchObject({ place: 'home' });
    expect(await logged('invitation-opened')).toMatchObject({ assistedBy, place: 'home' });
    for (const type of ['notice-confirmed', 'agreement-recorded', 'incident-recorded', 'submission-sent']) {
      expect(await logged(type)).toMatchObject({ assistedBy });
    }
    const second = await sides.browser().post(path);
    const unknown = await sides.browser().post(`/a/${randomBytes(32).toString('base64url')}`);
    expect([second.status, second.text]).toEqual([403, unknown.text]);
    expect(second.headers['set-cookie']).toBeUndefined();
  });

  it('does not open an old pass or the link of a revoked invitation, and ends after ten idle minutes', async () => {
    const given = await sides.invite();
    const old = await offer(given.id);
    await sides.rows(
      `UPDATE lintel.assisted_pass SET expires_at = now() WHERE invitation_id = $1 RETURNING 1`,
      [given.id],
    );
    expect((await sides.browser().post(old)).status).toBe(403);
    const her = sides.browser();
    await her.post(await offer(given.id));
    await her.get('/next');
    const [session] = await sides.rows<{ minutes: number }>(
      `SELECT extract(epoch FROM expires_at - now())::float8 / 60 AS minutes FROM lintel.intake_session WHERE invitation_id = $1`,
      [given.id],
    );
    expect(session?.minutes).toBeLessThanOrEqual(10);
    const pass = await offer(given.id);
    await sides.client.call('POST', `/api/v1/invitations/${given.id}/revoke`);
    expect((await sides.browser().post(pass)).status).toBe(403);
    expect((await her.get('/next')).status).toBe(401);
    expect(
      (await sides.client.call('POST', `/api/v1/invitations/${given.id}/assisted`, { place: 'home' })).status,
    ).toBe(409);
  });

  it('is no part of what others see: her own pages bear no such note', async () => {
    const her = await sides.inDiary(await sides.invite());
    expect((await her.get('/diary')).text).not.toContain('someone else’s device');
  });

  it('puts no token of a pass into the log', async () => {
    const path = await offer((await sides.invite()).id);
    await sides.browser().post(path);
    expect(sides.hers.log).not.toContain(path.slice(3));
  });
});

describe('the card for the link', () => {
  it('has the link as a QR code, no code in print, and no word of what it is for', async () => {
    const { investigation } = await sides.invite();
    const made = await sides.client.form(`/investigations/${investigation}/invitations`, {
      valid: '20',
      channel: 'in-person',
    });
    const card =
      /<section class="lintel-card" aria-label="The link">[\s\S]*?<\/section>/.exec(made.text)?.[0] ?? '';
    expect(card).toContain('<svg');
    expect(card.replace(/<svg[\s\S]*<\/svg>/, '')).not.toMatch(
      /police|evidence|stalk|crime|officer|investigation/i,
    );
    expect(made.text).toMatch(/<section class="lintel-card lintel-screen" aria-label="The code">/);
  });
});
