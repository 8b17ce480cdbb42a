import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { openBrowser, openContext } from '../../support/browser';
import { SAMPLE_EXHIBITS, sampleBundle, writeBag, zipOf } from '../../support/sample-bundle';
import { buildVerifier } from '../../support/verifier-build';

const WAYS = ['threads', 'none', 'blind'] as const;

let browser: Browser;
let root: string;
let verifier: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lintel-page-'));
  verifier = await buildVerifier();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await rm(root, { recursive: true });
  await rm(verifier, { recursive: true });
});

/** What takes the place of the browser's threads in the page. */
function withThreads(way: (typeof WAYS)[number]): void {
  const None = function (): never {
    throw new DOMException('not for files', 'SecurityError');
  };
  // As in WebKit: a thread of a page from a disk is not given the files that were chosen.
  const Blind = class extends EventTarget {
    postMessage(): void {
      this.dispatchEvent(new MessageEvent('message', { data: { failed: new Error('not found') } }));
    }
    terminate(): void {}
  };
  if (way !== 'threads') window.Worker = (way === 'none' ? None : Blind) as never;
}

it('a large bundle is read with threads of its own, and by the page where the browser gives none, or none that may read: the verdict is the same', async () => {
  const { folder, files } = sampleBundle({
    verifier,
    exhibits: SAMPLE_EXHIBITS.map((exhibit) => ({ ...exhibit, original: Buffer.alloc(20 * 1024 ** 2, 7) })),
  });
  await writeBag(join(root, folder), files);
  const zip = join(root, 'large.zip');
  await writeFile(zip, await zipOf(folder, files));
  const texts: string[] = [];
  for (const way of WAYS) {
    const context = await openContext(browser, { width: 1280 });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    let workers = 0;
    page.on('worker', () => (workers += 1));
    await page.goto(pathToFileURL(join(root, folder, 'START-HERE.html')).href);
    await page.evaluate(withThreads, way);
    await page.locator('#zip').setInputFiles(zip);
    texts.push(await page.locator('#result[data-code]').innerText());
    expect([way, workers > 0, errors]).toEqual([way, way === 'threads', []]);
    await context.close();
  }
  expect(texts[0]).toMatch(/^Proven: /);
  expect(texts).toEqual([texts[0], texts[0], texts[0]]);
});
