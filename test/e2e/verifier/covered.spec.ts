import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { axeFindings, openBrowser, openContext, screenshot } from '../../support/browser';
import { SAMPLE_EXHIBITS, sampleBundle, writeBag } from '../../support/sample-bundle';
import { buildVerifier } from '../../support/verifier-build';
import { colourOf, numberedFilm, type NumberedFilm } from './numbered-film';

const MINUTE = 60_000;

type Viewing = Record<string, unknown>[];

/** What a recording shows is grey; its covered copy is red. */
describe('an item that goes covered, on START-HERE.html', () => {
  let browser: Browser;
  let root: string;
  let verifier: string;
  let whole: NumberedFilm;
  let covered: NumberedFilm;
  let still: Buffer;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'lintel-covered-'));
    verifier = await buildVerifier();
    whole = await numberedFilm(root, 'whole.mp4');
    covered = await numberedFilm(root, 'covered.mp4', 240);
    still = await whole.still();
    browser = await openBrowser();
  }, 2 * MINUTE);
  afterAll(async () => {
    await browser.close();
    await rm(root, { recursive: true });
    await rm(verifier, { recursive: true });
  });

  const sha256 = createHash('sha256');
  /** @param leaks the still of the recording lies beside the copy, as nobody but a forger can have it */
  const written = async (name: string, count: number, leaks = false): Promise<string> => {
    const copy = { sha256: sha256.copy().update(covered.bytes).digest('hex'), size: covered.bytes.length };
    const exhibits = Array.from({ length: count }, (_, at) => ({
      ...(SAMPLE_EXHIBITS[0] as (typeof SAMPLE_EXHIBITS)[number]),
      ...{ ref: `AB-${at + 1}`, description: `Street ${at + 1}`, proxy: whole.bytes, poster: still },
    }));
    const path = (ref: string): string => `data/viewing/${ref}/redacted-copy.mp4`;
    const bundle = sampleBundle({
      verifier,
      exhibits,
      extra: new Map(exhibits.map(({ ref }) => [path(ref), covered.bytes])),
      times: new Map(exhibits.map(({ ref }) => [path(ref), { frames: covered.frames }])),
      summary: (summary) => {
        for (const exhibit of summary['exhibits'] as Record<string, unknown>[]) {
          delete exhibit['original'];
          const stills = (exhibit['viewing'] as Viewing).filter(({ path: own }) =>
            /poster/.test(String(own)),
          );
          exhibit['viewing'] = [
            ...(leaks ? stills.map((file) => ({ ...file, kind: 'poster' })) : []),
            { ...copy, path: path(String(exhibit['ref'])), kind: 'redacted-copy' },
          ];
        }
      },
    });
    await writeBag(join(root, name), bundle.files);
    return pathToFileURL(join(root, name, 'START-HERE.html')).href;
  };

  /** Every file that the page shows or plays. */
  const used = (page: Page): Promise<string[]> =>
    page.evaluate(() =>
      [...document.querySelectorAll('[src], [poster], [data-draw]')].flatMap((element) =>
        ['src', 'poster', 'data-draw'].flatMap((name) => element.getAttribute(name) ?? []),
      ),
    );
  const isRed = ([red = 0, green = 255]: readonly number[]): boolean => red - green > 100;
  const toTheList = (page: Page): Promise<unknown> =>
    page.locator('#items').evaluate((list) => list.scrollIntoView());

  it.each([
    ['a short list', 2, false],
    ['a long list', 40, false],
    ['a list into which a still of the recording was put', 2, true],
  ])(
    'has in %s a picture of its copy, and none of what was covered',
    async (name, count, leaks) => {
      const address = await written(name, count, leaks);
      const context = await openContext(browser, { width: 1280 });
      const page = await context.newPage();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(address);
      if (count > 12) await toTheList(page);
      await page.locator('[data-draw][data-drawn] canvas').first().waitFor();
      expect(isRed(await colourOf(page, '[data-drawn] canvas >> nth=0'))).toBe(true);
      const files = [...new Set(await used(page))].sort();
      expect(files).toHaveLength(count);
      expect(files.filter((file) => !/^data\/viewing\/AB-\d+\/redacted-copy\.mp4$/.test(file))).toEqual([]);
      if (count > 12) await page.locator('#line-0 > summary').click();
      await page.locator('#exhibit-0 .readout', { hasText: 'Frame 1 of' }).waitFor();
      await page.locator('#exhibit-0 .stage').scrollIntoViewIfNeeded();
      await page.locator('#exhibit-0 .stage').focus();
      await page.keyboard.press('.');
      await page.locator('#exhibit-0 .readout', { hasText: 'Frame 2 of' }).waitFor();
      expect(isRed(await colourOf(page, '#exhibit-0 .stage'))).toBe(true);
      expect(asked.filter((url) => !/(START-HERE\.html|redacted-copy\.mp4)$/.test(url))).toEqual([]);
      expect(await axeFindings(page)).toEqual([]);
      await screenshot(page, `start-here-covered-${count}${leaks ? '-leak' : ''}`);
      await context.close();
    },
    2 * MINUTE,
  );

  it(
    'is drawn when it comes in sight, and says until then, and without scripts, that there is no picture',
    async () => {
      const address = await written('in sight', 40);
      const context = await openContext(browser, { width: 1280 });
      const page = await context.newPage();
      await page.goto(address);
      await toTheList(page);
      await page.locator('[data-drawn]').first().waitFor();
      const last = page.locator('#line-39 .tile');
      expect([await last.textContent(), await last.getAttribute('data-drawn')]).toEqual(['No picture', null]);
      await last.scrollIntoViewIfNeeded();
      await page.locator('#line-39 .tile canvas').waitFor();
      await context.close();
      const plain = await openContext(browser, { width: 360, javaScript: false });
      const read = await plain.newPage();
      await read.goto(address);
      expect(await read.locator('#line-0 .tile').textContent()).toBe('No picture');
      await screenshot(read, 'start-here-covered-360-plain');
      await plain.close();
    },
    2 * MINUTE,
  );
});
