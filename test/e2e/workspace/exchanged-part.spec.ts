import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../../support/browser';

const ROOT = join(__dirname, '../../..');

let browser: Browser;
beforeAll(async () => (browser = await openBrowser()));
afterAll(() => browser.close());

/** A page with one part that is exchanged, as the service gives it. */
const pageWith = (word: string): string => `<!doctype html>
  <body class="js-enabled govuk-frontend-supported">
    <button data-module="govuk-button">Elsewhere</button>
    <div data-live="part"><form>
      <button data-module="govuk-button" data-prevent-double-click="true">${word}</button>
    </form></div>
    <script type="module" src="/assets/lintel/page.js"></script>
    <script type="module">import { exchange } from '/live.js'; window.exchange = exchange;</script>
  </body>`;

async function scripts(): Promise<Readonly<Record<string, string>>> {
  const live = await build({
    entryPoints: [join(ROOT, 'src/apps/workspace/shell/browser/lib/live.ts')],
    ...{ bundle: true, format: 'esm', platform: 'browser', write: false },
  });
  const govuk = join(ROOT, 'node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js');
  return {
    '/live.js': live.outputFiles[0]?.text ?? '',
    '/assets/lintel/page.js': await readFile(join(ROOT, 'src/platform/http/assets/lintel/page.js'), 'utf8'),
    '/assets/govuk-frontend.min.js': await readFile(govuk, 'utf8'),
  };
}

it('a button of a part that was exchanged sends its form once when it is pressed twice', async () => {
  const page = await browser.newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(error.message));
  const served = await scripts();
  await page.route('**/*', (route) => {
    const body = served[new URL(route.request().url()).pathname];
    return route.fulfill(
      body === undefined
        ? { contentType: 'text/html', body: pageWith('Before') }
        : { contentType: 'text/javascript', body },
    );
  });
  await page.goto('http://localhost/');
  await page.waitForFunction('window.exchange !== undefined');
  await page.evaluate(
    `window.exchange(new DOMParser().parseFromString(${JSON.stringify(pageWith('After'))}, 'text/html'))`,
  );
  await page.evaluate(`
    window.sent = 0;
    document.querySelector('form').addEventListener('submit', (event) => { event.preventDefault(); window.sent += 1; });
  `);
  await page.getByRole('button', { name: 'After' }).dblclick();
  expect(await page.evaluate('window.sent')).toBe(1);
  expect(said).toEqual([]);
  await page.close();
});
