import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { SAMPLE_EXHIBITS, sampleBundle, writeBag, zipOf } from '../../support/sample-bundle';
import { buildVerifier } from '../../support/verifier-build';

const run = promisify(execFile);
const MINUTE = 60_000;

/** Two seconds of film that a browser plays, and a still of it. */
async function film(folder: string): Promise<{ proxy: Buffer; poster: Buffer }> {
  const [proxy, poster] = [join(folder, 'proxy.mp4'), join(folder, 'poster.jpg')];
  const source = ['-y', '-v', 'error', '-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=10:duration=2'];
  await run('ffmpeg', [...source, '-pix_fmt', 'yuv420p', '-movflags', '+faststart', proxy]);
  await run('ffmpeg', [...source, '-frames:v', '1', poster]);
  return { proxy: await readFile(proxy), poster: await readFile(poster) };
}

describe('START-HERE.html, opened from a disk', () => {
  let browser: Browser;
  let root: string;
  let verifier: string;
  let sample: ReturnType<typeof sampleBundle>;
  let address: string;
  let zip: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'lintel-page-'));
    verifier = await buildVerifier();
    const shown = await film(root);
    sample = sampleBundle({
      verifier,
      kind: 'prosecution',
      exhibits: SAMPLE_EXHIBITS.map((exhibit) => ({ ...exhibit, ...shown })),
    });
    await writeBag(join(root, sample.folder), sample.files);
    zip = join(root, 'bundle.zip');
    await writeFile(zip, await zipOf(sample.folder, sample.files));
    address = pathToFileURL(join(root, sample.folder, 'START-HERE.html')).href;
    browser = await openBrowser();
  }, 2 * MINUTE);
  afterAll(async () => {
    await browser.close();
    await rm(root, { recursive: true });
    await rm(verifier, { recursive: true });
  });

  const open = async (
    width: number,
    javaScript = true,
  ): Promise<{ context: BrowserContext; page: Page; asked: string[] }> => {
    const context = await openContext(browser, { width, javaScript });
    const page = await context.newPage();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => asked.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') asked.push(`error: ${message.text()}`);
    });
    await page.goto(address);
    return { context, page, asked };
  };

  it.each([360, 1280])(
    'is accessible and fits at %i pixels',
    async (width) => {
      const { context, page, asked } = await open(width);
      expect(await axeFindings(page)).toEqual([]);
      expect(await scrollsSideways(page)).toBe(false);
      await screenshot(page, `start-here-${width}`);
      expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
      await context.close();
    },
    2 * MINUTE,
  );

  it(
    'shows hostile words as words',
    async () => {
      const { context, page } = await open(1280);
      expect(await page.title()).toBe('Evidence bundle 3 of 50GF0012326 for the prosecution');
      const words = await page.locator('#exhibit-1-name').textContent();
      expect(words).toContain('</script><script>document.title="owned"</script> [U+2028] "quoted"');
      expect(await page.locator('script').count()).toBe(2);
      await context.close();
    },
    2 * MINUTE,
  );

  it(
    'plays the viewing copy and leads to the files',
    async () => {
      const { context, page } = await open(1280);
      const length = await page
        .locator('video')
        .first()
        .evaluate(
          (video: HTMLVideoElement) =>
            new Promise((done, failed) => {
              video.onloadeddata = () => done(video.duration);
              video.onerror = () => failed(new Error(video.error?.message));
              video.load();
              void video.play();
            }),
        );
      expect(length).toBeCloseTo(2, 0);
      const href = await page.locator('a', { hasText: 'Front door.mp4' }).first().getAttribute('href');
      expect(href).toBe('data/originals/AB-1/Front%20door.mp4');
      await context.close();
    },
    2 * MINUTE,
  );

  const verdict = async (page: Page): Promise<{ code: string | null; text: string }> => {
    const result = page.locator('#result[data-code]');
    await result.waitFor({ timeout: MINUTE });
    return { code: await result.getAttribute('data-code'), text: (await result.textContent()) ?? '' };
  };

  it(
    'checks the bundle in the browser, chosen as a ZIP or as a folder',
    async () => {
      const { context, page, asked } = await open(1280);
      await page.locator('#fingerprint').fill(sample.fingerprint);
      await page.locator('#zip').setInputFiles(zip);
      const ofZip = await verdict(page);
      expect(ofZip).toMatchObject({ code: '0' });
      expect(ofZip.text).toContain('Its key is the one whose fingerprint was given.');
      expect(ofZip.text).toContain('The list of its files was put into the custody log on');
      await screenshot(page, 'start-here-proven');
      await page.locator('#folder').setInputFiles(join(root, sample.folder));
      await page.waitForFunction(() => true);
      expect(await verdict(page)).toMatchObject({ code: '0', text: ofZip.text });
      expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('blob:'))).toEqual([]);
      await context.close();
    },
    2 * MINUTE,
  );

  it(
    'names what was changed, another key, and another bundle',
    async () => {
      const { context, page } = await open(1280);
      const changed = join(root, 'changed');
      await cp(join(root, sample.folder), changed, { recursive: true });
      const path = join(changed, 'data/custody/AB-1/records.txt');
      await writeFile(path, (await readFile(path, 'utf8')).replace('clip-verified', 'clip-verifyed'));
      await page.locator('#folder').setInputFiles(changed);
      expect(await verdict(page)).toMatchObject({ code: '1' });
      expect((await verdict(page)).text).toContain(
        'Changed: data/custody/AB-1/records.txt: its bytes are not those that were sealed.',
      );

      const other = sampleBundle({ verifier });
      const otherZip = join(root, 'other.zip');
      await writeFile(otherZip, await zipOf(other.folder, other.files));
      await page.locator('#fingerprint').fill(sample.fingerprint);
      await page.locator('#zip').setInputFiles(otherZip);
      await page
        .locator('#result[data-code="2"]', { hasText: 'The fingerprint that you gave is not' })
        .waitFor();
      await page.locator('#fingerprint').fill('');
      await page.locator('#zip').setInputFiles([]);
      await page.locator('#zip').setInputFiles(otherZip);
      await page.locator('#result[data-code="2"]', { hasText: 'another bundle than the one' }).waitFor();
      await context.close();
    },
    2 * MINUTE,
  );

  it(
    'takes a bundle that is dropped on it',
    async () => {
      const { context, page } = await open(1280);
      const bytes = (await readFile(zip)).toString('base64');
      await page.evaluate((content) => {
        const data = new DataTransfer();
        const raw = Uint8Array.from(atob(content), (character) => character.charCodeAt(0));
        data.items.add(new File([raw], 'bundle.zip'));
        document
          .getElementById('check')
          ?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true }));
      }, bytes);
      expect(await verdict(page)).toMatchObject({ code: '0' });
      await context.close();
    },
    2 * MINUTE,
  );

  it(
    'is a readable list without scripts, and prints',
    async () => {
      const { context, page } = await open(1280, false);
      expect(await page.locator('#check').isVisible()).toBe(false);
      expect(await page.getByText('VERIFY.txt says how').isVisible()).toBe(true);
      expect(await page.getByText('Original locked as the master').first().isVisible()).toBe(true);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('video').first().isVisible()).toBe(false);
      await screenshot(page, 'start-here-print');
      await context.close();
    },
    2 * MINUTE,
  );

  it(
    'is worked by the keyboard alone',
    async () => {
      const { context, page } = await open(1280);
      const focused = (): Promise<string> =>
        page.evaluate(() => {
          const at = document.activeElement;
          return at === null ? '' : at.id || (at.getAttribute('href') ?? at.tagName.toLowerCase());
        });
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('#exhibits');
      expect(await page.locator('.skip').evaluate((link) => link.getBoundingClientRect().left)).toBe(0);
      const seen: string[] = [];
      for (let press = 0; press < 60; press += 1) {
        await page.keyboard.press('Tab');
        const at = await focused();
        seen.push(at);
        const outline = await page.evaluate(
          () => getComputedStyle(document.activeElement as Element).outlineStyle,
        );
        if (at !== 'body') expect([at, outline]).not.toEqual([at, 'none']);
        if (at === 'summary') break;
      }
      // The picture of the player, its place and its buttons.
      for (const place of [
        '#exhibit-0',
        '#verify',
        'fingerprint',
        'folder',
        'zip',
        'order',
        'div',
        'input',
        'button',
      ])
        expect(seen).toContain(place);
      const history = page.locator('details').first();
      expect(await history.getAttribute('open')).not.toBeNull();
      await page.keyboard.press('Enter');
      expect(await history.getAttribute('open')).toBeNull();
      await context.close();
    },
    2 * MINUTE,
  );

  it(
    'prints as pages that hold every exhibit, every event and the fingerprint',
    async () => {
      const { context, page } = await open(1280);
      const file = join(root, 'page.pdf');
      await page.pdf({ path: file, preferCSSPageSize: true });
      const { stdout } = await run('pdftotext', ['-layout', file, '-']);
      const text = stdout.replace(/\s+/g, ' ');
      for (const wanted of [
        sample.fingerprint,
        'AB-1: Front door, man with ladder',
        'data/originals/AB-1/Front door.mp4',
        'Original locked as the master',
        'Time line',
        'What this is',
        'from then on nobody can change it unseen',
      ])
        expect(text).toContain(wanted);
      expect(text).not.toContain('Choose File');
      await context.close();
    },
    2 * MINUTE,
  );

  it('weighs less than 400 kB', () => {
    expect(sample.files.get('START-HERE.html')?.length).toBeLessThan(400_000);
  });
});
