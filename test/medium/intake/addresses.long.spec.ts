import { randomBytes } from 'node:crypto';
import { PSEUDO_LONG } from '../../support/pseudo-languages';
import { send, write } from '../diary/support';
import { IntakeWorld, inThisProcess } from './support/intake';
import { NEUTRAL_ADDRESS, opened } from './support/neutral';
import { FIRST_STEPS, VisitorBrowser, type Answer } from './support/visitor';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open({}, inThisProcess([PSEUDO_LONG]));
});
afterAll(() => world.close());

/** Also what leads nowhere else, what makes a page, and the harmless site. */
const mayStand = (address: string): boolean =>
  NEUTRAL_ADDRESS.test(address) ||
  /^(?:\/assets\/|#|data:)/.test(address) ||
  address === '/' ||
  address === world.config.intake.exitUrl;

interface Form {
  readonly action: string;
  readonly fields: readonly (readonly [string, string])[];
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`, 'i').exec(tag)?.[1]?.replaceAll('&amp;', '&');

/** What stands in an answer as the browser gets it. */
const rawOf = ({ body }: Answer): string => body.toString().replace(/<(style|script)>.*?<\/\1>/gs, '');

function formsOf(html: string): Form[] {
  return [...html.replaceAll(/<template.*?<\/template>/gs, '').matchAll(/(<form[^>]*>)(.*?)<\/form>/gs)].map(
    ([, tag = '', inner = '']) => ({
      action: attribute(tag, 'action') ?? '',
      fields: [...inner.matchAll(/<(?:input|button)\b[^>]*>/g)].flatMap(([field]) => {
        const name = attribute(field, 'name');
        return name === undefined ? [] : [[name, attribute(field, 'value') ?? ''] as const];
      }),
    }),
  );
}

/** Whatever the tags of a page lead to, however it is written. */
const leadsOf = (html: string): string[] =>
  [...html.matchAll(/<[a-z][^<>]*>/gi)].flatMap(([tag]) =>
    [...tag.matchAll(/\s([\w-]+)\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/g)].flatMap(([, name = '', value = '']) =>
      /^(?:href|action|formaction)$/i.test(name) ? [value.replaceAll(/^["']|["']$/g, '')] : [],
    ),
  );

/** Whoever follows every link and presses every button, and looks at each address on the way. */
class Crawler {
  /** What was opened, as its plain path. */
  readonly pages = new Set<string>();
  readonly found = new Set<string>();
  private readonly forms = new Map<string, Form>();

  constructor(private readonly browser: VisitorBrowser) {}

  plain(address: string): string {
    return opened(address, this.browser.cookie);
  }

  /** @returns where it leads on to */
  look(what: string, answer: Answer): string[] {
    if (answer.status >= 500) this.found.add(`${what} answered ${answer.status}`);
    const location = answer.location === undefined ? [] : [answer.location];
    const isPage = (answer.headers['content-type'] ?? '').startsWith('text/html');
    const html = isPage ? rawOf(answer) : '';
    const leads = [...location, ...leadsOf(html)];
    for (const address of leads) if (!mayStand(address)) this.found.add(`${what} leads to ${address}`);
    for (const form of formsOf(html)) this.forms.set(this.plain(form.action), form);
    const links = Array.from(html.matchAll(/<a\b[^>]*\shref="([^"#]+)/g), ([, href = '']) => href);
    return [...location, ...links].filter((address) => address.startsWith('/p/'));
  }

  async crawl(from: readonly string[]): Promise<void> {
    const open = [...from];
    for (let address = open.pop(); address !== undefined; address = open.pop()) {
      const path = this.plain(address.split('#')[0] ?? '');
      if (this.pages.has(path)) continue;
      this.pages.add(path);
      open.push(...this.look(path, await this.browser.get(address)));
    }
  }

  /** Presses the buttons of all forms that were seen, but for these. */
  async press(notYet: RegExp): Promise<string[]> {
    const forms = [...this.forms].filter(
      ([path]) => path.startsWith('/') && path !== '/' && !notYet.test(path),
    );
    const open: string[] = [];
    for (const [path, { action, fields }] of forms) {
      const answer = await this.browser.send('POST', action, {
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields.map(([name, value]) => [name, value])).toString(),
      });
      open.push(...this.look(`POST ${path}`, answer));
    }
    return open;
  }

  get pressed(): string[] {
    return [...this.forms.keys()].map((path) => path.replaceAll(/[0-9a-f-]{36}/g, 'ID'));
  }
}

const PAGES = [
  ...[
    '/next',
    '/diary',
    '/diary/many',
    '/diary/days',
    '/diary/search',
    '/files',
    '/send',
    '/receipts',
    '/first',
  ],
  ...['/help', '/help/ring', '/helper', '/stop', '/pressure', '/about', '/ask', '/privacy', '/accessibility'],
  ...['/notice?again', '/notice/easy-read', '/notice.pdf', '/agreement', '/start/questions'],
];

/** Files and words, sent and not. */
async function inTheMiddle(): Promise<VisitorBrowser> {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  await write(her, 'He stood at the gate. href="/x" <a href="/x">');
  await her.uploadByTus('RingVideo_20250714_220305.MP4', randomBytes(900));
  await send(her);
  await write(her, 'Again.');
  await her.uploadByTus('b.mp4', randomBytes(900));
  await her.upload([{ name: 'href="/x".mp4', bytes: randomBytes(900) }]);
  return her;
}

describe('the addresses of her pages', () => {
  it('are neutral wherever one page leads to another, by link, form or redirect, on all pages that can be reached', async () => {
    const her = await inTheMiddle();
    const crawler = new Crawler(her);
    const { location } = await her.get('/next');
    await crawler.crawl(['/p/-', location ?? '']);
    for (let round = 0; round < 2; round += 1)
      await crawler.crawl(await crawler.press(/^\/(?:stop|send|language)$|\/erase$/));
    await crawler.crawl(await crawler.press(/^\/stop$/));
    expect([...crawler.found]).toEqual([]);
    expect(PAGES.filter((page) => !crawler.pages.has(page))).toEqual([]);
    for (const sort of [
      /^\/receipts\/[\w-]{9}$/,
      /^\/receipts\/[\w-]{9}\.pdf$/,
      /^\/diary\/[\w-]{36}\/what$/,
      /about$/,
    ])
      expect([sort, [...crawler.pages].filter((page) => sort.test(page)).length > 0]).toEqual([sort, true]);
    expect(crawler.pressed).toEqual(
      expect.arrayContaining([
        '/files/ID/remove',
        '/files/ID/erase',
        '/diary/ID/what',
        '/send',
        '/language',
        '/stop',
      ]),
    );
    // It leads nowhere: what follows has no session, and its pages are there for anyone.
    const stopped = await her.post('/stop');
    expect([stopped.status, stopped.location, her.cookie]).toEqual([200, undefined, '']);
  });

  it('are neutral from the code on, and where one page comes before another', async () => {
    const her = new VisitorBrowser(world.base);
    const { link, code, id } = await world.officer.invite();
    const crawler = new Crawler(her);
    crawler.look('the code', await her.post('/', { link: new URL(link).pathname.slice(3), code }));
    for (const [path, fields] of FIRST_STEPS) {
      for (const early of ['/next', '/files', '/diary', '/send', '/diary/new'])
        crawler.look(early, await her.get(early));
      crawler.look(path, await her.post(path));
      crawler.look(path, await her.post(path, fields));
    }
    crawler.look('nowhere', await her.get('/nowhere'));
    crawler.look('another link', await her.get(new URL(link).pathname));
    const device = new VisitorBrowser(world.base);
    const lent = new Crawler(device);
    lent.look('the pass', await device.post(new URL(await world.officer.beside(id)).pathname));
    for (const early of ['/send', '/stop', '/own-code', '/diary']) lent.look(early, await device.get(early));
    lent.look('her code', await device.post('/own-code', { code: '1' }));
    lent.look('her code', await device.post('/own-code', { code }));
    expect([...crawler.found, ...lent.found]).toEqual([]);
  });

  it('are given to the page’s script for what it leads to', async () => {
    const her = await inTheMiddle();
    const list = await her.get('/files.json', { Accept: 'application/json' });
    const { files } = JSON.parse(list.body.toString()) as { files: { id: string; about: string }[] };
    expect(files.length).toBeGreaterThan(1);
    for (const { id, about } of files) {
      expect(about).toMatch(NEUTRAL_ADDRESS);
      expect(opened(about, her.cookie)).toBe(`/files/${id}/about`);
    }
    const [page] = /data-files="([^"]*)"/.exec((await her.get('/files')).body.toString()) ?? [];
    expect(page).toContain(files[0]?.about);
    const file = { name: 'c.mp4', size: 5, modified: null, fingerprint: null };
    const noted = await her.send('POST', '/files/chosen', {
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ files: [file] }),
    });
    const { ids, abouts } = JSON.parse(noted.body.toString()) as { ids: string[]; abouts: string[] };
    expect(abouts.map((about) => opened(about, her.cookie))).toEqual(ids.map((id) => `/files/${id}/about`));
    expect(abouts[0]).toMatch(NEUTRAL_ADDRESS);
  });

  it('open to nobody but the session that they are of', async () => {
    const her = await inTheMiddle();
    const other = await inTheMiddle();
    const nobody = new VisitorBrowser(world.base);
    const { location = '' } = await her.get('/next');
    const damaged = `${location.slice(0, -1)}${location.endsWith('A') ? 'B' : 'A'}`;
    expect((await her.get(location)).status).toBe(200);
    for (const address of [location, damaged, '/p/-', '/p/x', '/p/%2e', `/p/${'A'.repeat(9_000)}`]) {
      const signedOut = await nobody.get(address);
      expect([address, signedOut.status]).toEqual([address, 401]);
      expect(signedOut.text).not.toContain('Your diary');
      const elsewhere = await other.get(address);
      expect([address, elsewhere.status, elsewhere.headers.location]).toEqual([address, 303, '/next']);
      expect([address, (await other.post(address)).status]).toEqual([address, 404]);
    }
    await her.post('/leave');
    expect((await her.get(location)).status).toBe(401);
  });

  it('lose nothing that was written on a page that is older than the session', async () => {
    const invitation = await world.officer.invite();
    const her = new VisitorBrowser(world.base);
    await her.enter(invitation);
    const { location = '' } = await her.get('/diary/new');
    const page = await her.get(location);
    const [form] = formsOf(rawOf(page)).filter(({ action }) =>
      opened(action, her.cookie).startsWith('/diary/'),
    );
    const fields = { ...Object.fromEntries(form?.fields ?? []), words: 'He stood at the gate.', go: 'later' };
    const nobody = new VisitorBrowser(world.base);
    const ended = await nobody.post(form?.action ?? '', fields);
    expect([ended.status, ended.text.includes('He stood at the gate.')]).toEqual([401, true]);
    const again = new VisitorBrowser(world.base);
    await again.post(new URL(invitation.link).pathname, { code: invitation.code });
    expect((await again.post(form?.action ?? '', fields)).headers.location).toBe('/diary');
    expect((await again.get('/diary')).text).toContain('He stood at the gate.');
    // No other site, and no page but hers, can be meant by it.
    for (const to of ['//evil.example/', '/\\evil', 'https://evil.example/', '/i/x', '/leave x'])
      expect((await again.post('/p/-', { page: to })).status).toBe(404);
  });

  it('are in no log, where the plain path of the page stands as before', async () => {
    const her = await inTheMiddle();
    const secret = her.cookie.split('=')[1] ?? '-';
    const { location = '-' } = await her.get('/next');
    await her.get(location);
    await new VisitorBrowser(world.base).get(location);
    expect(world.log).not.toContain(secret);
    expect(world.log).not.toMatch(/\/p\/[\w-]{20}/);
    const lines = world.logLines
      .join('')
      .split('\n')
      .filter((line) => line.includes('"path":"/diary"'));
    expect(lines.length).toBeGreaterThan(0);
    expect(world.log).toContain('"path":"/p/-"');
  });
});
