import { randomBytes } from 'node:crypto';
import type { IssuedInvitation } from '../../../src/features/invitations';
import { STREET, TESTED } from '../../factories/person-request';
import { withAdmin } from '../../support/database';
import { until } from '../../support/until';
import { IntakeWorld } from './support/intake';
import { VisitorBrowser, type Answer } from './support/visitor';

let world: IntakeWorld;
let victim: IssuedInvitation;
beforeAll(async () => {
  world = await IntakeWorld.open({
    INTAKE_HELPLINES: 'A helpline for victims: 0800 1',
    INTAKE_CONTACT: 'The unit for victims of stalking: 0191 1',
  });
  victim = await world.officer.invite();
});
afterAll(() => world.close());

async function comeIn({ link, code }: Pick<IssuedInvitation, 'link' | 'code'>): Promise<VisitorBrowser> {
  const browser = new VisitorBrowser(world.base);
  const entered = await browser.post(new URL(link).pathname, { code });
  expect([entered.status, entered.headers.location]).toEqual([303, '/notice']);
  return browser;
}

const requestOn = ({ text }: Answer): string => /name="request" value="([^"]+)"/.exec(text)?.[1] ?? '';

/** Confirms what the page shows. */
const confirm = async (browser: VisitorBrowser, shown?: Answer): Promise<Answer> =>
  browser.post('/notice', { agree: 'yes', request: requestOn(shown ?? (await browser.get('/notice'))) });

async function neighbour(): Promise<{ browser: VisitorBrowser; issued: IssuedInvitation }> {
  const issued = await world.officer.ask(victim.id);
  const browser = await comeIn(issued);
  expect((await confirm(browser)).headers.location).toBe('/files');
  return { browser, issued };
}

/** What is said to a victim, and to nobody else. */
const VICTIMS_WORDS =
  /your diary|your case|your doorbell’s account|what happened to you|stalk|Stalking|helpline|spy program|cannot reach|put a program|press 55|officer you know|someone else use|read to you/;

/** Where the links of a page lead, within the site; not those of a row that the script fills in. */
const linksOn = ({ text }: Answer): string[] =>
  Array.from(
    text.replaceAll(/<template[\s\S]*?<\/template>/g, '').matchAll(/<a\b[^>]*\bhref="(\/[^"#]*)/g),
    ([, path = '']) => path.replaceAll('&amp;', '&'),
  );

/** Every page that a link leads to, from these on. */
async function everyPage(browser: VisitorBrowser, from: readonly string[]): Promise<Map<string, Answer>> {
  const seen = new Map<string, Answer>();
  const open = [...from];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue;
    const page = await browser.get(path);
    seen.set(path, page);
    const { location } = page.headers;
    open.push(...(location === undefined ? linksOn(page) : [location]));
  }
  return seen;
}

describe('a link for another person than the victim (real HTTP and PostgreSQL)', () => {
  it('leads from what is asked over one file to the receipt, in words of its own', async () => {
    const browser = await comeIn(await world.officer.ask(victim.id));
    const notice = await browser.get('/notice');
    // The number of a telephone stands in one piece.
    const shown = notice.text.replaceAll('\u00a0', ' ');
    for (const words of [STREET.asked, STREET.reason, STREET.ask, 'Step 1 of 2'])
      expect(shown).toContain(words);
    expect(notice.text).not.toContain('It is about another person');
    expect(notice.text).not.toContain('has changed');
    expect((await confirm(browser, notice)).headers.location).toBe('/files');
    expect((await browser.get('/next')).headers.location).toBe('/files');

    expect((await browser.upload([{ name: 'street.mp4', bytes: randomBytes(900) }])).status).toBe(303);
    const files = await browser.get('/files');
    expect(files.text).toContain('street.mp4');
    const sent = await browser.post('/send');
    expect(sent.headers.location).toMatch(/^\/receipts\//);
    const receipt = await browser.get(sent.headers.location ?? '');
    expect(receipt.text).toContain('street.mp4');
    const pages = [notice, files, receipt];
    for (const path of [
      '/receipts',
      '/stop',
      '/pressure',
      '/ask',
      '/privacy',
      '/help',
      '/help/ring',
      '/start/exit',
      '/send',
    ]) {
      await browser.upload([{ name: 'more.mp4', bytes: randomBytes(9) }]);
      const page = await browser.get(path);
      expect([path, page.status]).toEqual([path, 200]);
      pages.push(page);
    }
    for (const { text } of pages) expect(text).not.toMatch(VICTIMS_WORDS);
    expect((await browser.get('/notice.pdf')).headers['content-type']).toBe('application/pdf');
  });

  it('leads by none of its links to a page that is not there, and by all of them to words of its own', async () => {
    const { browser } = await neighbour();
    await browser.upload([{ name: 'street.mp4', bytes: randomBytes(900) }]);
    await browser.post('/send');
    await browser.upload([{ name: 'more.mp4', bytes: randomBytes(900) }]);
    // A receipt links to its check once the log has signed it.
    const pages = await everyPage(browser, ['/files', '/check']);
    const refused = [...pages].filter(([, { status }]) => status >= 400).map(([path]) => path);
    expect(refused).toEqual([]);
    for (const path of ['/check', '/notice?again', '/help/ring', '/start/exit', '/about'])
      expect([...pages.keys()]).toContain(path);
    for (const [path, { text }] of pages)
      expect([path, VICTIMS_WORDS.exec(text)?.[0]]).toEqual([path, undefined]);
  });

  it('has whom to ask in the officer’s words, never in those that the operator has for victims', async () => {
    const browser = await comeIn(await world.officer.ask(victim.id, null, ''));
    await confirm(browser);
    await browser.upload([{ name: 'street.mp4', bytes: randomBytes(900) }]);
    const receipt = (await browser.post('/send')).headers.location ?? '';
    for (const path of ['/files', receipt, '/ask']) {
      const { text } = await browser.get(path);
      expect([path, VICTIMS_WORDS.exec(text)?.[0]]).toEqual([path, undefined]);
      expect(text).toContain('Ask the person who gave you the link.');
    }
  });

  it('says of information about the victim that the victim was told, and nothing of the test', async () => {
    const browser = await comeIn(await world.officer.ask(victim.id, TESTED));
    const { text } = await browser.get('/notice');
    expect(text).toContain('It is about another person. They were told in writing that we ask you.');
    for (const words of [TESTED.enquiry, TESTED.necessity, TESTED.viewsWords, TESTED.toldWords])
      expect(text).not.toContain(words);
  });

  it('says that the victim will be told until that was done, and puts on record which words were confirmed', async () => {
    const issued = await world.officer.ask(victim.id, { ...TESTED, told: 'later' });
    const browser = await comeIn(issued);
    const words = ({ text }: Answer): string => /name="digest" value="([^"]+)"/.exec(text)?.[1] ?? '';
    const before = await browser.get('/notice');
    expect(before.text).toContain('They will be told in writing that we ask you, as soon as we can.');
    await world.officer.tell(issued.id);
    // What was read stands there no more: it is read again, and nothing is confirmed meanwhile.
    const stale = { agree: 'yes', request: requestOn(before), digest: words(before) };
    const again = await browser.post('/notice', stale);
    expect([again.status, again.text.includes('They were told in writing that we ask you.')]).toEqual([
      409,
      true,
    ]);
    expect(again.text).not.toContain('will be told');
    expect(again.text).toContain('This page has changed. Please read it again.');
    const confirmed = await browser.post('/notice', { ...stale, digest: words(again) });
    expect(confirmed.headers.location).toBe('/files');
    expect(words(again)).not.toBe(words(before));
    const said = await withAdmin(
      (admin) =>
        admin.query<{ words: string }>(
          `SELECT event::jsonb #>> '{detail,textSha256}' AS words FROM custody.record
            WHERE type = 'notice-confirmed' AND event::jsonb #>> '{detail,invitation}' = $1`,
          [issued.id],
        ),
      world.database.name,
    );
    expect(said.rows).toEqual([{ words: words(again) }]);
  });

  it('says nothing of the victim where no notice is given to them', async () => {
    const browser = await comeIn(await world.officer.ask(victim.id, { ...TESTED, told: 'not-given' }));
    const { text } = await browser.get('/notice');
    expect(text).toContain(STREET.reason);
    expect(text).not.toMatch(/another person|told in writing/);
    expect((await browser.get('/notice.pdf')).status).toBe(200);
  });

  it.each([
    ...['/diary', '/diary/many', '/diary/days', '/diary/search', '/first', '/helper'],
    ...['/start/questions', '/start/advice', '/agreement', '/agreement/who?for=child', '/own-code'],
  ])('has no page %s', async (path) => {
    const { browser } = await neighbour();
    const page = await browser.get(path);
    expect(page.status).toBe(404);
    expect(page.text).toContain('Go to your files');
    // A page that takes nothing from anybody says so to everybody alike.
    const isOnlyRead = ['/diary', '/diary/days', '/first'].includes(path);
    const posted = await browser.post(path.split('?')[0] ?? '', { decides: 'self' });
    expect(posted.status).toBe(isOnlyRead ? 405 : 404);
  });

  it('is not seen by the victim, nor the victim by it', async () => {
    const { browser } = await neighbour();
    const ofVictim = new VisitorBrowser(world.base);
    await ofVictim.enter(victim);
    await ofVictim.upload([{ name: 'victims.mp4', bytes: randomBytes(900) }]);
    const own = await ofVictim.post('/send');
    await browser.upload([{ name: 'theirs.mp4', bytes: randomBytes(900) }]);
    const theirs = await browser.post('/send');
    expect((await browser.get('/receipts')).text).not.toContain(own.headers.location ?? '');
    expect((await browser.get(own.headers.location ?? '')).status).toBe(404);
    expect((await ofVictim.get(theirs.headers.location ?? '')).status).toBe(404);
    expect((await ofVictim.get('/diary')).text).not.toContain(
      (theirs.headers.location ?? '').split('/').at(-1),
    );
    expect((await ofVictim.get('/diary')).status).toBe(200);
  });

  it('asks for the notice anew when what is asked was recorded anew', async () => {
    const { browser, issued } = await neighbour();
    await world.officer.askAnew(issued.id, 'Clips of 4 November.');
    expect((await browser.get('/files')).headers.location).toBe('/next');
    expect((await browser.get('/next')).headers.location).toBe('/notice');
    const notice = await browser.get('/notice');
    expect(notice.text).toContain('Clips of 4 November.');
    expect(notice.text).toContain('What we ask you has changed since you read it.');
    expect((await confirm(browser, notice)).headers.location).toBe('/files');
  });

  it('has nothing confirmed that was not shown: a page from before what is asked was recorded anew', async () => {
    const issued = await world.officer.ask(victim.id);
    const browser = await comeIn(issued);
    const before = await browser.get('/notice');
    await world.officer.askAnew(issued.id, 'Clips of 5 November.');
    for (const shown of [requestOn(before), '', 'made up']) {
      const refused = await browser.post('/notice', { agree: 'yes', request: shown });
      expect([shown, refused.status]).toEqual([shown, 409]);
      expect(refused.text).toContain('What we ask you has changed. Please read it again.');
      expect(refused.text).toContain('Clips of 5 November.');
    }
    expect((await browser.get('/files')).headers.location).toBe('/next');
    const again = await browser.post('/notice', { agree: 'yes', request: requestOn(before) });
    expect((await confirm(browser, again)).headers.location).toBe('/files');
  });

  it('sends nothing under words that it has not confirmed, and keeps what was chosen until it has', async () => {
    const { browser, issued } = await neighbour();
    await browser.upload([{ name: 'street.mp4', bytes: randomBytes(900) }]);
    expect((await browser.get('/send')).status).toBe(200);
    await world.officer.askAnew(issued.id, 'Clips of 6 November.');
    expect((await browser.post('/send')).headers.location).toBe('/notice');
    expect((await browser.get('/send')).headers.location).toBe('/next');
    expect((await browser.get('/receipts')).text).toContain('You have not sent anything yet.');
    const notice = await browser.get('/notice');
    expect(notice.text).toContain('The files that you added are still here.');
    await confirm(browser, notice);
    expect((await browser.files()).map(({ name }) => name)).toEqual(['street.mp4']);
    expect((await browser.post('/send')).headers.location).toMatch(/^\/receipts\//);
  });

  it('sends nothing either when what is asked is recorded anew while the sending waits for its turn', async () => {
    const { browser, issued } = await neighbour();
    await browser.upload([{ name: 'street.mp4', bytes: randomBytes(900) }]);
    await withAdmin(async (admin) => {
      await admin.query('BEGIN');
      await admin.query('SELECT id FROM lintel.invitation WHERE id = $1 FOR NO KEY UPDATE', [issued.id]);
      const sent = browser.post('/send');
      await until('the sending waits', async () => {
        // Within a transaction, else, only the connections of the first look are seen.
        await admin.query('SELECT pg_stat_clear_snapshot()');
        const { rows } = await admin.query(
          `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rows.length > 0;
      });
      await admin.query(
        `INSERT INTO lintel.person_request (id, invitation_id, person_name, organisation, asked, reason, ask, correction, officer_id)
         SELECT gen_random_uuid(), invitation_id, person_name, organisation, 'Clips of 7 November.', reason, ask, 'The day', officer_id
           FROM lintel.person_request WHERE invitation_id = $1`,
        [issued.id],
      );
      await admin.query('COMMIT');
      expect((await sent).headers.location).toBe('/notice');
    }, world.database.name);
    expect((await browser.get('/receipts')).text).toContain('You have not sent anything yet.');
  });

  it('may be declined without a reason: what was not sent is gone, and the officers see that', async () => {
    const { browser, issued } = await neighbour();
    await browser.upload([{ name: 'street.mp4', bytes: randomBytes(900) }]);
    expect(await world.officer.declinedAt(issued.id)).toBeNull();
    expect((await browser.get('/stop')).text).toContain('The officers who asked you see that you said no.');
    expect((await browser.post('/stop')).text).toContain('You have stopped');
    const first = await world.officer.declinedAt(issued.id);
    expect(first).toBeInstanceOf(Date);
    const again = new VisitorBrowser(world.base);
    await again.post(new URL(issued.link).pathname, { code: issued.code });
    expect(await again.files()).toEqual([]);
    await again.post('/stop');
    // Each time counts, and the newest is shown.
    expect((await world.officer.declinedAt(issued.id))?.getTime()).toBeGreaterThan(first?.getTime() ?? NaN);
  });
});
