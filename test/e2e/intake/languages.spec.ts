import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { axeFindings, openBrowser, screenshot, scrollsSideways } from '../../support/browser';
import { PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT, UNCHECKED } from '../../support/pseudo-languages';
import { inThisProcess, IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';

let world: IntakeWorld;
let browser: Browser;
beforeAll(async () => {
  world = await IntakeWorld.open({}, inThisProcess([PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT, UNCHECKED]));
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** A phone whose browser asks for a language, on a page behind the code. */
async function phone(locale: string, path: string): Promise<Page> {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  const context = await browser.newContext({ viewport: { width: 320, height: 700 }, locale });
  await context.addCookies([
    { name: 'session', value: her.cookie.slice('session='.length), url: world.base },
  ]);
  const page = await context.newPage();
  await page.goto(`${world.base}${path}`);
  return page;
}

const documentOf = (page: Page): Promise<unknown> =>
  page.evaluate('({ lang: document.documentElement.lang, dir: document.body.dir })');

describe.each([PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT])('the page of her files in $tag', (language) => {
  it('speaks it from top to bottom, before and while a file comes, at 320 pixels', async () => {
    const page = await phone(language.tag, '/files');
    expect(await documentOf(page)).toEqual({ lang: language.tag, dir: language.direction });
    const { page: words, files, upload } = language.texts;
    const path = join(world.home, 'RingVideo_20260301_221500.MP4');
    writeFileSync(path, Buffer.alloc(5_000, 7));
    const empty = join(world.home, 'empty.mp4');
    writeFileSync(empty, '');
    await page.getByLabel(words.filesPage.add).setInputFiles([path, empty]);
    await page.getByText(files.states.waiting).waitFor();
    await page.getByText(upload.wrong.empty).first().waitFor();
    expect(await page.locator('h1').innerText()).toBe(words.filesPage.title);
    const english = (await page.locator('body').innerText())
      .replaceAll(/RingVideo_20260301_221500\.MP4|empty\.mp4|Secure file drop|(?<=\d )(?:KB|bytes?)/g, '')
      .match(/\b[a-z]{4,}\b/g);
    // Every word of this page is in the texts; only file names, units and the service's own name are not.
    expect(english).toBeNull();
    expect(await axeFindings(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await screenshot(page, `language-${language.tag}`);
    await page.context().close();
  }, 60_000);
});

describe.each(['/diary', '/notice?again', '/send', '/stop', '/help', '/pressure', '/nowhere'])(
  '%s',
  (path) => {
    it('is laid out from the right for a language that is written so', async () => {
      const page = await phone(PSEUDO_RIGHT_TO_LEFT.tag, path);
      expect(await documentOf(page)).toEqual({ lang: 'ar-XB', dir: 'rtl' });
      expect(await scrollsSideways(page)).toBe(false);
      await screenshot(page, `language-rtl${path.replaceAll(/\W/g, '-')}`);
      await page.context().close();
    }, 60_000);
  },
);

it('does not speak a language that no person has checked', async () => {
  const page = await phone(UNCHECKED.tag, '/files');
  expect(await documentOf(page)).toEqual({ lang: 'en-GB', dir: 'ltr' });
  expect(await page.locator('h1').innerText()).toBe('Your files');
  await page.context().close();
});
