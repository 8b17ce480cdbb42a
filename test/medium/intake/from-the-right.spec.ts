import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { draft } from '../../support/drafts';
import { inThisProcess, IntakeWorld } from './support/intake';
import { VisitorBrowser } from './support/visitor';

const TAGS = ['ar', 'ur'] as const;

let world: IntakeWorld;
beforeAll(async () => {
  world = await IntakeWorld.open({}, inThisProcess(TAGS.map(draft)));
});
afterAll(() => world.close());

/** Of a page that runs from the right, what a reader sees of it. */
const seen = (text: string): string => text.replaceAll(/<script\b[\s\S]*?<\/script>|<[^>]*>/g, ' ');

describe.each(TAGS)('in %s', (tag) => {
  it('a number that the victim wrote stands whole on every page that shows it, and a size runs as it is written', async () => {
    const her = new VisitorBrowser(world.base);
    const { link, code } = await world.officer.invite();
    await her.post(new URL(link).pathname, { code, language: tag });
    await her.enter({ link, code });
    await her.post('/language', { language: tag });
    const entry = `/diary/${randomUUID()}`;
    await her.post(`${entry}/what`, { words: 'رقمي 07700 900 123 اتصل بي', go: 'on' });
    await her.uploadByTus('a.mp4', Buffer.alloc(95_900, 1));

    for (const path of [entry, '/diary', '/send', '/diary/days']) {
      const { status, text } = await her.get(path);
      expect([path, status, /dir="rtl"/.test(text)]).toEqual([path, 200, true]);
      expect([path, seen(text)]).toEqual([path, expect.not.stringMatching(/07700 900/)]);
      if (path === '/send') {
        expect(seen(text)).toContain('07700\u00a0900\u00a0123');
        expect(seen(text)).toMatch(/\u206895[.,٫]9 [^\u2069]+\u2069/u);
      }
    }
    // As it was typed, where it can be changed.
    expect((await her.get(`${entry}/what`)).text).toContain('07700 900 123');
  });
});

/** What stands as it is in any direction: references, days and times, names of makes. */
const NO_WORDS =
  /^(?:.*\.reference|checkCode|bundle\.(?:fileName|urn)|row\.(?:when|name)|view\.name|entry\.(?:dayWords|time))$/;

it('no page shows what a person wrote without saying how its numbers and names stand', () => {
  const folder = join(__dirname, '../../../src/apps/intake/templates');
  const bare = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.njk'))
    .flatMap((name) => {
      const text = readFileSync(join(folder, name), 'utf8');
      return [...text.matchAll(/<bdi[^>]*>\{\{ (.*?) \}\}/g)].map(([, shown = '']) => `${name}: ${shown}`);
    })
    .filter((shown) => !/\| (?:written|contacts|listed|breakable)\b/.test(shown))
    .filter((shown) => !NO_WORDS.test(shown.split(': ')[1] ?? ''));
  expect(bare).toEqual([]);
});
