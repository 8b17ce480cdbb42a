import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EASY_READ } from '../../../src/apps/intake/texts/easy-read.en';
import { versionOf } from '../../../src/kernel/law';
import { withAdmin } from '../../support/database';
import { IntakeWorld } from './support/intake';
import { VisitorBrowser } from './support/visitor';

const run = promisify(execFile);
const MOST_BYTES = 60_000;

const folder = mkdtempSync(join(tmpdir(), 'lintel-bsl-'));
const film = join(folder, 'notice.mp4');
const captions = join(folder, 'notice.vtt');
const CUE = 'WEBVTT\n\n00:00.000 --> 00:00.500\nIt is your choice.\n';
let world: IntakeWorld;
beforeAll(async () => {
  const made = ['-f', 'lavfi', '-i', 'testsrc2=size=64x64:rate=5:duration=1', '-pix_fmt', 'yuv420p'];
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...made, '-movflags', '+faststart', film]);
  writeFileSync(captions, CUE);
  world = await IntakeWorld.open({ INTAKE_BSL_VIDEO: film, INTAKE_BSL_NOTICE: versionOf('notice') });
});
afterAll(async () => {
  await world.close();
  await rm(folder, { recursive: true });
});

/** Before the notice was confirmed. */
async function letIn(): Promise<VisitorBrowser> {
  const { link, code } = await world.officer.invite();
  const her = new VisitorBrowser(world.base);
  await her.post(new URL(link).pathname, { code });
  return her;
}

/** How many rows there are of everything: sessions, events, all. */
const stored = (): Promise<unknown[]> =>
  withAdmin(async (admin) => {
    const { rows } = await admin.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname IN ('lintel', 'custody', 'public') ORDER BY 1`,
    );
    const counted = rows.map(({ name }) => `SELECT '${name}' AS name, count(*)::int AS rows FROM ${name}`);
    return (await admin.query(counted.join(' UNION ALL '))).rows as unknown[];
  }, world.database.name);

const linksOf = (html: string): string[] =>
  Array.from(html.matchAll(/<a [^>]*href="([^"]*)"/g), ([, href = '']) => href);
const mainOf = (html: string): string => /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
const wordsOf = (html: string): string =>
  html
    .replaceAll(/<\/?b>/g, '')
    .replaceAll(/<[^>]*>/g, '\n')
    .replaceAll('&#39;', '’');

describe('the Easy Read version (real HTTP)', () => {
  it('is one tap from the notice, says all its lines, and leads back', async () => {
    const her = await letIn();
    expect(linksOf(mainOf((await her.get('/notice')).text))).toContain('/notice/easy-read');
    const { status, text } = await her.get('/notice/easy-read');
    expect(status).toBe(200);
    const said = wordsOf(mainOf(text));
    for (const line of [...Object.values(EASY_READ.says), EASY_READ.answer])
      expect(said).toContain(line.replaceAll('*', ''));
    const back = linksOf(mainOf(text));
    expect(new Set(back)).toEqual(new Set(['/notice?again']));
    expect((await her.get('/notice?again')).text).toContain('I have read this and want to go on');
  });

  it('has the way out, the title and the policy of every page, no script, and less weight than a photo', async () => {
    const her = await letIn();
    const notice = await her.get('/notice');
    const page = await her.get('/notice/easy-read');
    const policy = 'content-security-policy';
    expect(page.headers[policy]).toBe(notice.headers[policy]);
    const same = /<title>[^<]*<\/title>|<a class="govuk-button govuk-button--warning[^>]*>/g;
    expect(page.text.match(same)).toEqual(notice.text.match(same));
    expect(page.text).not.toMatch(/<script[^>]* src=|<img|<video/);
    const styles = Array.from(
      page.text.matchAll(/<link rel="stylesheet" href="([^"]+)"/g),
      ([, href]) => href,
    );
    expect(styles).toHaveLength(1);
    const whole = ['/notice/easy-read', ...styles];
    const sizes = whole.map(async (path) => (await her.get(path ?? '', { 'Accept-Encoding': 'gzip' })).body);
    const weight = (await Promise.all(sizes)).reduce((sum, { length }) => sum + length, 0);
    expect(weight).toBeLessThan(MOST_BYTES);
  });

  it('leaves no trace of who read it, and changes nothing of what is agreed', async () => {
    const her = await letIn();
    const before = await stored();
    expect(before.length).toBeGreaterThan(50);
    for (const path of ['/notice/easy-read', '/notice/bsl', '/notice/bsl.mp4', '/notice/bsl.vtt'])
      expect([path, (await her.get(path)).status]).toEqual([path, 200]);
    expect(await stored()).toEqual(before);
    expect((await her.get('/files')).headers.location).toBe('/next');
    expect((await her.get('/next')).headers.location).toBe('/notice');
  });

  it('is for who has entered a code, and for no other person than the victim', async () => {
    const victim = await world.officer.invite();
    const { link, code } = await world.officer.ask(victim.id);
    const neighbour = new VisitorBrowser(world.base);
    await neighbour.post(new URL(link).pathname, { code });
    const { text } = await neighbour.get('/notice');
    expect(linksOf(text).filter((href) => /^\/notice\/(?:easy|bsl)/.test(href))).toEqual([]);
    const stranger = new VisitorBrowser(world.base);
    for (const path of ['/notice/easy-read', '/notice/bsl', '/notice/bsl.mp4', '/notice/bsl.vtt']) {
      expect([path, (await neighbour.get(path)).status]).toEqual([path, 404]);
      expect([path, (await stranger.get(path)).status]).toEqual([path, 401]);
    }
  });
});

describe('a film of the notice in BSL (real HTTP, a film that ffmpeg made)', () => {
  it('has a page with the browser’s own player, which asks nobody else', async () => {
    const her = await letIn();
    expect(linksOf(mainOf((await her.get('/notice')).text))).toContain('/notice/bsl');
    const page = await her.get('/notice/bsl');
    const sources = Array.from(page.text.matchAll(/<(?:video|track)[^>]* src="([^"]*)"/g), ([, src]) => src);
    expect(sources).toEqual(['/notice/bsl.mp4', '/notice/bsl.vtt']);
    // Nothing of it stays on the device, nor goes to a screen that others see.
    expect(page.text).toContain(
      'controlslist="nodownload noremoteplayback nofullscreen" disablepictureinpicture disableremoteplayback',
    );
    expect(page.headers['content-security-policy']).toContain("media-src 'self'");
    const cues = await her.get('/notice/bsl.vtt');
    expect([cues.text, cues.headers['content-type']]).toEqual([CUE, 'text/vtt; charset=utf-8']);
  });

  it('comes whole or in the part that a player asks for, and is kept nowhere', async () => {
    const her = await letIn();
    const bytes = readFileSync(film);
    expect(bytes.length).toBeGreaterThan(500);
    const all = await her.get('/notice/bsl.mp4');
    expect([all.status, all.headers['content-type'], all.headers['cache-control']]).toEqual([
      200,
      'video/mp4',
      'no-store',
    ]);
    expect(all.body.equals(bytes)).toBe(true);
    const part = await her.get('/notice/bsl.mp4', { Range: 'bytes=100-299' });
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 100-299/${bytes.length}`]);
    expect(part.body.equals(bytes.subarray(100, 300))).toBe(true);
    const beyond = await her.get('/notice/bsl.mp4', { Range: `bytes=${bytes.length}-` });
    expect(beyond.status).toBe(416);
  });
});
