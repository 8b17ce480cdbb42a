import { randomBytes } from 'node:crypto';
import type { IssuedInvitation } from '../../../src/features/invitations';
import { STREET, TESTED } from '../../factories/person-request';
import { IntakeWorld } from './support/intake';
import { VisitorBrowser } from './support/visitor';

let world: IntakeWorld;
let victim: IssuedInvitation;
beforeAll(async () => {
  world = await IntakeWorld.open({ INTAKE_HELPLINES: 'A helpline for victims: 0800 1' });
  victim = await world.officer.invite();
});
afterAll(() => world.close());

async function comeIn({ link, code }: Pick<IssuedInvitation, 'link' | 'code'>): Promise<VisitorBrowser> {
  const browser = new VisitorBrowser(world.base);
  const entered = await browser.post(new URL(link).pathname, { code });
  expect([entered.status, entered.headers.location]).toEqual([303, '/notice']);
  return browser;
}

async function neighbour(): Promise<{ browser: VisitorBrowser; issued: IssuedInvitation }> {
  const issued = await world.officer.ask(victim.id);
  const browser = await comeIn(issued);
  expect((await browser.post('/notice', { agree: 'yes' })).headers.location).toBe('/files');
  return { browser, issued };
}

/** What is said to a victim, and to nobody else. */
const VICTIMS_WORDS =
  /your diary|your case|your doorbell’s account|what happened to you|stalk|Stalking|helpline/;

describe('a link for another person than the victim (real HTTP and PostgreSQL)', () => {
  it('leads from what is asked over one file to the receipt, in words of its own', async () => {
    const browser = await comeIn(await world.officer.ask(victim.id));
    const notice = await browser.get('/notice');
    for (const words of [STREET.asked, STREET.reason, STREET.ask, 'Step 1 of 2'])
      expect(notice.text).toContain(words);
    expect(notice.text).not.toContain('It is about another person');
    expect((await browser.post('/notice', { agree: 'yes' })).headers.location).toBe('/files');
    expect((await browser.get('/next')).headers.location).toBe('/files');

    expect((await browser.upload([{ name: 'street.mp4', bytes: randomBytes(900) }])).status).toBe(303);
    const files = await browser.get('/files');
    expect(files.text).toContain('street.mp4');
    const sent = await browser.post('/send');
    expect(sent.headers.location).toMatch(/^\/receipts\//);
    const receipt = await browser.get(sent.headers.location ?? '');
    expect(receipt.text).toContain('street.mp4');
    const pages = [notice, files, receipt];
    for (const path of ['/receipts', '/stop', '/pressure', '/ask', '/privacy', '/help', '/send']) {
      await browser.upload([{ name: 'more.mp4', bytes: randomBytes(9) }]);
      const page = await browser.get(path);
      expect([path, page.status]).toEqual([path, 200]);
      pages.push(page);
    }
    for (const { text } of pages) expect(text).not.toMatch(VICTIMS_WORDS);
    expect((await browser.get('/notice.pdf')).headers['content-type']).toBe('application/pdf');
  });

  it('says of information about the victim that the victim was told, and nothing of the test', async () => {
    const browser = await comeIn(await world.officer.ask(victim.id, TESTED));
    const { text } = await browser.get('/notice');
    expect(text).toContain('It is about another person. They were told in writing that we ask you.');
    for (const words of [TESTED.enquiry, TESTED.necessity, TESTED.viewsWords, TESTED.toldWords])
      expect(text).not.toContain(words);
  });

  it.each([
    ...['/diary', '/diary/many', '/diary/days', '/diary/search', '/first', '/helper'],
    ...['/start/questions', '/start/advice', '/agreement', '/agreement/who?for=child', '/own-code'],
  ])('has no page %s', async (path) => {
    const { browser } = await neighbour();
    const page = await browser.get(path);
    expect(page.status).toBe(404);
    expect(page.text).toContain('Go to your files');
    expect((await browser.post(path.split('?')[0] ?? '', { decides: 'self' })).status).toBe(404);
  });

  it('is not seen by the victim, nor the victim by it', async () => {
    const { browser } = await neighbour();
    const her = new VisitorBrowser(world.base);
    await her.enter(victim);
    await her.upload([{ name: 'hers.mp4', bytes: randomBytes(900) }]);
    const own = await her.post('/send');
    await browser.upload([{ name: 'theirs.mp4', bytes: randomBytes(900) }]);
    const theirs = await browser.post('/send');
    expect((await browser.get('/receipts')).text).not.toContain(own.headers.location ?? '');
    expect((await browser.get(own.headers.location ?? '')).status).toBe(404);
    expect((await her.get(theirs.headers.location ?? '')).status).toBe(404);
    expect((await her.get('/diary')).text).not.toContain((theirs.headers.location ?? '').split('/').at(-1));
    expect((await her.get('/diary')).status).toBe(200);
  });

  it('asks for the notice anew when what is asked was recorded anew', async () => {
    const { browser, issued } = await neighbour();
    await world.officer.askAnew(issued.id, 'Clips of 4 November.');
    expect((await browser.get('/files')).headers.location).toBe('/next');
    expect((await browser.get('/next')).headers.location).toBe('/notice');
    expect((await browser.get('/notice')).text).toContain('Clips of 4 November.');
    expect((await browser.post('/notice', { agree: 'yes' })).headers.location).toBe('/files');
  });

  it('may be declined without a reason: what was not sent is gone, and the officers see that', async () => {
    const { browser, issued } = await neighbour();
    await browser.upload([{ name: 'street.mp4', bytes: randomBytes(900) }]);
    expect(await world.officer.declinedAt(issued.id)).toBeNull();
    expect((await browser.get('/stop')).text).toContain('The officers who asked you see that you said no.');
    expect((await browser.post('/stop')).headers.location).toContain('/stopped');
    const first = await world.officer.declinedAt(issued.id);
    expect(first).toBeInstanceOf(Date);
    const again = new VisitorBrowser(world.base);
    await again.post(new URL(issued.link).pathname, { code: issued.code });
    expect(await again.files()).toEqual([]);
    await again.post('/stop');
    expect(await world.officer.declinedAt(issued.id)).toEqual(first);
  });
});
