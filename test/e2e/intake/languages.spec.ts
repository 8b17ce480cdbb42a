import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axeFindings, openBrowser, screenshot, scrollsSideways, whole } from '../../support/browser';
import { draft } from '../../support/drafts';
import { EVERY_LOOK } from '../../support/looks';
import { PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT, UNCHECKED } from '../../support/pseudo-languages';
import type { Language } from '../../../src/apps/intake/texts/language';
import { inThisProcess, IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';
import { expectNothingKept } from './support/walk';
import { whereIs } from './support/where';

const run = promisify(execFile);

/** As it comes, before a person has checked it. */
const ARABIC = draft('ar');

let world: IntakeWorld;
let browser: Browser;
beforeAll(async () => {
  world = await IntakeWorld.open({}, inThisProcess([PSEUDO_LONG, PSEUDO_RIGHT_TO_LEFT, ARABIC, UNCHECKED]));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const phone = (locale: string): Promise<BrowserContext> =>
  browser.newContext({ viewport: { width: 320, height: 700 }, locale, acceptDownloads: true });

const NAMES = /RingVideo_20260301_221500\.MP4|empty\.mp4|Secure file drop/g;
const OTHERS = /\b[A-Z0-9]{4}-[A-Z0-9]{4}\b|\b[0-9a-f]{64}\b|(?:Windows|Mac|Linux): .*|English|\[Éñglîšh\]/g;

/** Of the two from the right: a page is the same to axe in both, which is asked of it in one of them in turn. */
const ASKED_IN_TURN = [PSEUDO_RIGHT_TO_LEFT, ARABIC].map(({ tag }) => tag);
const looks = new Map<string, number>();

function asksAxe(tag: string): boolean {
  const place = looks.get(tag) ?? 0;
  looks.set(tag, place + 1);
  return EVERY_LOOK || !ASKED_IN_TURN.includes(tag) || place % 2 === ASKED_IN_TURN.indexOf(tag);
}

/** A page as it should be in a language: its letters, its side, readable by everyone, nothing kept on the phone. */
async function look(page: Page, { tag, direction }: Language, name: string): Promise<void> {
  await whole(page);
  const root = await page.evaluate(
    '({ lang: document.documentElement.lang, dir: document.documentElement.dir })',
  );
  expect({ name, root }).toEqual({ name, root: { lang: tag, dir: direction } });
  if (tag === PSEUDO_RIGHT_TO_LEFT.tag) {
    const text = (await page.locator('body').innerText()).replaceAll(NAMES, '').replaceAll(OTHERS, '');
    expect({ name, english: text.match(/[A-Za-z]{2,}/g) }).toEqual({ name, english: null });
  }
  expect({ name, found: asksAxe(tag) ? await axeFindings(page) : [] }).toEqual({ name, found: [] });
  expect({ name, wide: await scrollsSideways(page) }).toEqual({ name, wide: false });
  await expectNothingKept(page, name);
  await screenshot(page, `language-${tag}-${name}`);
}

const sample = (name: string, bytes: Buffer): string => {
  const path = join(world.home, name);
  writeFileSync(path, bytes);
  return path;
};

it.each([PSEUDO_RIGHT_TO_LEFT, ARABIC])(
  '$tag can be chosen at the door, and leads from the link to the receipt, on the page and on paper',
  async (language) => {
    const t = language.texts;
    const context = await phone('en-GB');
    const page = await context.newPage();
    const press = (name: string): Promise<void> => page.getByRole('button', { name }).first().click();
    const { link, code } = await world.officer.invite();
    await page.goto(link);
    expect(await page.locator('h1').innerText()).toBe('Enter your code');
    await page.getByRole('button', { name: language.name }).click();
    await look(page, language, 'code');
    await page.getByLabel(t.entry.code.label).fill('00000000');
    await press(t.common.goOn);
    await look(page, language, 'code-wrong');
    await page.getByLabel(t.entry.code.label).fill(code);
    await press(t.common.goOn);
    await look(page, language, 'notice');
    await press(t.notice.agree);
    await page.getByLabel(t.start.setUp.answers.me, { exact: true }).check();
    await page.getByLabel(t.start.others.answers.nobody).check();
    await page.getByLabel(t.start.decides.answers.self).check();
    await look(page, language, 'questions');
    await press(t.common.goOn);
    await look(page, language, 'diary');
    await press(t.diary.home.write);
    await page.getByRole('textbox').fill('كان هنا');
    await press(t.diary.page.goOn);
    await look(page, language, 'when');
    await page.goto(`${world.base}/files`);
    const clip = sample('RingVideo_20260301_221500.MP4', Buffer.alloc(5_000, 7));
    await page.getByLabel(t.page.filesPage.add).setInputFiles([clip, sample('empty.mp4', Buffer.alloc(0))]);
    await page.getByText(t.files.states.waiting).waitFor();
    await page.getByText(t.upload.wrong.empty).first().waitFor();
    await look(page, language, 'files');
    await page.getByRole('link', { name: t.page.filesPage.about }).first().click();
    await look(page, language, 'about');
    await page.goto(`${world.base}/send`);
    await look(page, language, 'send');
    await press(t.send.now);
    await look(page, language, 'receipt');
    const reference = (await whereIs(page)).split('/').at(-1) ?? '';
    for (const [name, button] of [
      [`${reference}.pdf`, t.receipt.download],
      [`note-${reference}.pdf`, t.receipt.neutral.download],
    ] as const) {
      const coming = page.waitForEvent('download');
      await press(button);
      const paper = await coming;
      expect(paper.suggestedFilename()).toBe(name);
      await expectPaper(await paper.path(), reference, language);
      await page.goto(`${world.base}/receipts/${reference}/plain`);
      await look(page, language, 'receipt-plain');
    }
    await page.goto(`${world.base}/stop`);
    await press(t.said.stop.yes);
    expect(await page.locator('h1').innerText()).toBe(t.entry.stopped.title);
    await look(page, language, 'stopped');
    await context.close();
  },
);

/** What a reader of PDF gets: no word of English, nothing that the typeface has no shape for, from the right side. */
async function expectPaper(path: string, reference: string, { tag }: Language): Promise<void> {
  const { stdout } = await run('pdftotext', ['-layout', path, '-']);
  expect(stdout).toContain(reference);
  const plain = stdout.replaceAll(NAMES, '').replaceAll(OTHERS, '');
  if (tag === PSEUDO_RIGHT_TO_LEFT.tag) expect(plain.match(/[A-Za-z]{2,}/g)).toBeNull();
  expect(stdout).not.toContain('\uFFFD');
  const { stdout: boxes } = await run('pdftotext', ['-bbox', '-l', '1', path, '-']);
  const words = Array.from(
    boxes.matchAll(/xMin="([\d.]+)"[^>]*xMax="([\d.]+)"[^>]*>([^<]*)</g),
    ([, left = '', right = '', text = '']) => ({ left: Number(left), right: Number(right), text }),
  );
  const arabic = words.filter(({ text }) => /\p{Script=Arabic}/u.test(text));
  expect(arabic.length).toBeGreaterThan(20);
  // A4 is 595 points wide, its margins 48.
  expect(Math.max(...arabic.map(({ right }) => right))).toBeGreaterThan(545);
  const ownHash = words.find(({ text }) => text === reference);
  expect(ownHash?.right).toBeLessThan(430);
}

it('can be chosen again in a session, and stays with it and not with the phone', async () => {
  const her = new VisitorBrowser(world.base);
  await her.enter(await world.officer.invite());
  const context = await phone('en-GB');
  const value = her.cookie.slice('session='.length);
  await context.addCookies([{ name: 'session', value, url: world.base }]);
  const page = await context.newPage();
  await page.goto(`${world.base}/files`);
  await page.getByRole('link', { name: 'Language', exact: true }).click();
  await page.getByRole('button', { name: PSEUDO_LONG.name }).click();
  expect(await whereIs(page)).toBe('/files');
  for (const path of ['/files', '/help/ring', '/about', '/diary', '/receipts', '/pressure', '/language']) {
    await page.goto(`${world.base}${path}`);
    await look(page, PSEUDO_LONG, path.replaceAll(/\W/g, '-'));
  }
  await page.goto(`${world.base}/language?to=https://elsewhere.example/`);
  await page.getByRole('button', { name: 'English' }).click();
  expect(await whereIs(page)).toBe('/diary');
  expect(await page.locator('h1').innerText()).toBe('Your diary');
  await context.close();
});

it('is not one that no person has checked, wherever it is asked for', async () => {
  const context = await phone(UNCHECKED.tag);
  const page = await context.newPage();
  for (const path of ['/', `/?language=${UNCHECKED.tag}`, '/i/made-up']) {
    await page.goto(`${world.base}${path}`);
    expect(await page.evaluate('document.documentElement.lang')).toBe('en-GB');
    expect(await page.getByText(UNCHECKED.name).count()).toBe(0);
  }
  await context.close();
});

it('goes to the browser’s own when she chooses none, and every page is laid out from the right', async () => {
  const context = await phone(PSEUDO_RIGHT_TO_LEFT.tag);
  const page = await context.newPage();
  for (const path of ['/', '/about', '/stop', '/pressure', '/help', '/help/ring', '/nowhere', '/diary']) {
    await page.goto(`${world.base}${path}`);
    const text = await page.locator('html').getAttribute('dir');
    expect({ path, text }).toEqual({ path, text: 'rtl' });
    expect({ path, wide: await scrollsSideways(page) }).toEqual({ path, wide: false });
    await screenshot(page, `language-rtl${path.replaceAll(/\W/g, '-')}`);
  }
  await context.close();
});
