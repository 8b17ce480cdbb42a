import { IntakeWorld } from './support/intake';
import { VisitorBrowser } from './support/visitor';

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open();
});
afterAll(() => world.close());

const WAYS = ['ping="/leave"', 'href="/about"', 'href="/stop"', 'href="/pressure"'];
/** What a page of one of them does not offer again. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  '/stop': ['href="/stop"'],
  '/pressure': ['href="/pressure"'],
};
const TELLING = /police|officer|evidence|stalk|crime|court|investigat|doorbell/i;

describe('the ways out, for someone without a session', () => {
  it('are on every page but their own, whatever link she opened', async () => {
    const nobody = new VisitorBrowser(world.base);
    const { link } = await world.officer.invite();
    const live = new URL(link).pathname;
    const pages = [
      '/',
      live,
      '/i/made-up',
      '/a/made-up',
      '/about',
      '/stop',
      '/pressure',
      '/diary',
      '/help',
      '/nowhere',
    ];
    for (const path of pages) {
      const { text } = await nobody.get(path);
      const missing = WAYS.filter((way) => !text.includes(way));
      expect({ path, missing }).toEqual({ path, missing: OWN[path] ?? [] });
    }
    const wrong = await nobody.post(live, { code: '1' });
    expect(WAYS.filter((way) => !wrong.text.includes(way))).toEqual([]);
  });

  it('are on the page that says that she has stopped, which tells nothing of what this is for', async () => {
    const her = new VisitorBrowser(world.base);
    await her.enter(await world.officer.invite());
    const { text } = await her.post('/stop');
    expect(text).toContain('You have stopped');
    expect(WAYS.filter((way) => !text.includes(way))).toEqual(['href="/stop"']);
    expect(TELLING.exec(text)?.[0]).toBeUndefined();
  });

  it('say what she can do, and nothing of a link or of what this is for', async () => {
    const nobody = new VisitorBrowser(world.base);
    for (const path of ['/about', '/stop', '/pressure', '/', '/i/made-up', '/diary']) {
      const { text } = await nobody.get(path);
      expect({ path, tells: TELLING.exec(text)?.[0] }).toEqual({ path, tells: undefined });
    }
    expect((await nobody.get('/stop')).text).toContain('You can just leave.');
    expect((await nobody.get('/pressure')).text).toContain('Nobody may push you');
    expect((await nobody.post('/stop')).status).toBe(401);
    expect((await nobody.post('/pressure', { words: 'x' })).status).toBe(401);
  });

  it('are the same to the byte for a link that lives, one that was taken back and one that never was', async () => {
    const [live, dead] = [await world.officer.invite(), await world.officer.invite()];
    await world.officer.revoke(dead.id);
    const made = `/i/${'x'.repeat(43)}`;
    const faces = await Promise.all(
      [new URL(live.link).pathname, new URL(dead.link).pathname, made].map(async (path) => {
        const her = new VisitorBrowser(world.base);
        const got = await Promise.all(
          [path, '/stop', '/pressure', '/about', '/diary'].map((each) =>
            her.get(each, { Referer: world.base + path }),
          ),
        );
        // Only the number that finds the lines of the log differs, and the link itself, which the form hands on.
        return got.map(({ status, text }) => [
          status,
          text.replaceAll(/[\w-]{8,}(?=<\/span>)/g, '').replaceAll(/name="link" value="[^"]*"/g, ''),
        ]);
      }),
    );
    expect(faces[1]).toEqual(faces[0]);
    expect(faces[2]).toEqual(faces[0]);
  });

  it('say nothing of languages while there is only one', async () => {
    const her = new VisitorBrowser(world.base);
    await her.enter(await world.officer.invite());
    for (const path of ['/', '/diary']) expect((await her.get(path)).text).not.toContain('anguage=');
    expect((await her.get('/language')).status).toBe(404);
    expect((await her.post('/language', { language: 'ar' })).status).toBe(404);
    expect(
      (await her.post('/language', { language: 'en-GB', to: 'https://elsewhere.example' })).headers.location,
    ).toBe('/next');
  });
});
