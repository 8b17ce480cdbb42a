import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withAdmin } from '../../support/database';
import { until } from '../../support/until';
import { IntakeWorld } from './support/intake';
import { multipart, VisitorBrowser, type Answer } from './support/visitor';
import type { IssuedInvitation } from '../../../src/features/invitations';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open();
});
afterAll(() => world.close());

const sql = (text: string, ...values: unknown[]): Promise<unknown> =>
  withAdmin((admin) => admin.query(text, values), world.database.name);

async function inSession(given: IssuedInvitation): Promise<VisitorBrowser> {
  const browser = new VisitorBrowser(world.base);
  await browser.enter(given);
  return browser;
}

/** What ends a session; and whether link and code still lead to what was saved. */
const ENDS: readonly [how: string, end: (given: IssuedInvitation) => Promise<unknown>, there: boolean][] = [
  ['has run out', ({ id }) => sql('DELETE FROM lintel.intake_session WHERE invitation_id = $1', id), true],
  ['ended with its link', ({ id }) => world.officer.revoke(id), false],
  [
    'ended when its link ran out',
    ({ id }) => sql('UPDATE lintel.invitation SET expires_at = now() WHERE id = $1', id),
    false,
  ],
  ['ended by “I want to stop” elsewhere', async (given) => (await inSession(given)).post('/stop'), false],
];

/** No page without a session knows what became of what was saved, so none may say it. */
const CLAIMS = /still there|stays here|still here|is safe|nothing (?:is|was|has been) lost/i;

describe('the page of a session that', () => {
  it.each(ENDS)('%s says of what was saved only what is true', async (_how, end, there) => {
    const given = await world.officer.invite();
    const browser = await inSession(given);
    await browser.uploadByTus('clip.mp4', randomBytes(100));
    await end(given);

    for (const path of ['/files', '/diary', '/send']) {
      const { status, text } = await browser.get(path);
      expect([path, status]).toEqual([path, 401]);
      expect(text).not.toMatch(CLAIMS);
      expect(text).toContain('Then you see what is saved');
      expect(text).toContain('With a new link, you add again what you had not sent');
    }
    const again = new VisitorBrowser(world.base);
    const entered = await again.enter(given).then(
      () => again.files(),
      () => [],
    );
    expect(entered.map(({ name }) => name)).toEqual(there ? ['clip.mp4'] : []);
  });
});

/** What lies in the store, by its length. */
async function stored(): Promise<string[]> {
  const found = await readdir(join(world.home, 'objects'), { recursive: true });
  return found.map((path) => path.split('/').at(-1) ?? '').filter((name) => /^[0-9a-f-]{36}$/.test(name));
}

/** A plain form of `sizes` whose session ends when all but its last bytes have come. */
async function formThatEnds(
  given: IssuedInvitation,
  names: readonly string[],
  end: (given: IssuedInvitation) => Promise<unknown>,
): Promise<{ readonly browser: VisitorBrowser; readonly answer: Answer }> {
  const browser = await inSession(given);
  const { type, body } = multipart(names.map((name) => ({ name, bytes: randomBytes(1000) })));
  const headers = { 'Content-Type': type, 'Content-Length': String(body.length) };
  const { sent, answer } = browser.open('POST', '/files', headers);
  sent.write(body.subarray(0, -500));
  const last = names.at(-1);
  await until('its last file has begun', async () =>
    (await browser.files()).some(({ name }) => name === last),
  );
  await end(given);
  sent.end(body.subarray(-500));
  return { browser, answer: await answer };
}

describe('a plain form whose session', () => {
  it.each(ENDS)(
    '%s on its way is told so, and leaves no bytes of what was not taken in',
    async (_how, end) => {
      const before = new Set(await stored());
      const { answer } = await formThatEnds(await world.officer.invite(), ['late.mp4'], end);
      expect([answer.status, answer.text]).toEqual([
        401,
        expect.stringContaining('What you just did here was not kept. It went to nobody.'),
      ]);
      expect((await stored()).filter((name) => !before.has(name))).toEqual([]);
    },
  );

  it('ended after its first file keeps that one, and does not say that nothing was kept', async () => {
    const given = await world.officer.invite();
    const [[, runOut] = []] = ENDS;
    if (runOut === undefined) throw new Error('no end');
    const { browser, answer } = await formThatEnds(given, ['first.mp4', 'late.mp4'], runOut);
    expect(answer.status).toBe(303);
    const page = await browser.get('/files');
    expect([page.status, page.text]).toEqual([401, expect.not.stringContaining('was not kept')]);
    const again = await inSession(given);
    expect((await again.files()).map(({ name, state }) => `${name} ${state}`)).toEqual([
      'first.mp4 waiting',
      'late.mp4 partial',
    ]);
    // It is asked for again, and comes.
    expect((await again.upload([{ name: 'late.mp4', bytes: randomBytes(1000) }])).status).toBe(303);
  });
});

/** All that a page's form carries by itself. */
function carried(page: string, has: string): Record<string, string> {
  const form = [...page.matchAll(/<form[\s\S]*?<\/form>/g)]
    .map(([text]) => text)
    .find((text) => text.includes(has));
  const hidden = [...(form ?? '').matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)];
  return Object.fromEntries(hidden.map(([, name = '', value = '']) => [name, value]));
}

describe('a button that was pressed when the session', () => {
  it.each(ENDS)('%s is said not to have been pressed, and nothing is called written', async (_how, end) => {
    const given = await world.officer.invite();
    const browser = await inSession(given);
    await browser.uploadByTus('clip.mp4', randomBytes(100));
    const [send, notice] = [
      carried((await browser.get('/send')).body.toString(), 'name="entries"'),
      carried((await browser.get('/notice?again')).body.toString(), 'name="digest"'),
    ];
    expect(Object.keys(send)).toEqual(expect.arrayContaining(['clip', 'entries']));
    await end(given);
    for (const [path, fields] of [
      ['/send', send],
      ['/notice', { ...notice, agree: 'yes' }],
    ] as const) {
      const { status, text } = await browser.post(path, fields);
      expect([path, status]).toEqual([path, 401]);
      expect(text).toContain('What you just did here was not kept. It went to nobody.');
      expect(text).not.toContain('What you just wrote');
    }
  });
});

describe('a link that ends soon', () => {
  it('says when, before it does, wherever files are added; one that does not says nothing of it', async () => {
    const given = await world.officer.invite();
    const browser = await inSession(given);
    await browser.uploadByTus('clip.mp4', randomBytes(100));
    for (const path of ['/files', '/diary'])
      expect((await browser.get(path)).text).not.toContain('Your link works until');
    await sql(`UPDATE lintel.invitation SET expires_at = '2100-01-01 12:00Z' WHERE id = $1`, given.id);
    expect((await browser.get('/files')).text).not.toContain('Your link works until');
    await sql(`UPDATE lintel.invitation SET expires_at = now() + interval '13 days' WHERE id = $1`, given.id);
    for (const path of ['/files', '/diary'])
      expect((await browser.get(path)).text).toMatch(
        /Your link works until \d{1,2} \w+ \d{4} at \d\d:\d\d:\d\d \w+\. After that you cannot open what you have not sent\./,
      );
    await sql('UPDATE lintel.invitation SET expires_at = now() WHERE id = $1', given.id);
    expect((await browser.get('/files')).status).toBe(401);
  });
});
