import type { BrowserContext, Page, Request } from 'playwright-core';
import { openContext, whole } from '../../support/browser';
import { VisitorBrowser } from '../../medium/intake/support/visitor';
import { Line } from './support/line';
import { Phones } from './support/phones';
import { Walk } from './support/walk';
import { comesTo, RECEIPT, whereIs } from './support/where';

/** What a visit with one clip may cost her, from the link to the receipt. */
const FIRST = { screens: 6, taps: 9, words: 500 };
const LATER = { screens: 3, taps: 5 };
const REQUESTS = 25;
const FIRST_PAGE_BYTES = 60_000;

const line = new Line();
let phones: Phones<Line>;
beforeAll(async () => {
  phones = await Phones.open(line);
});
afterAll(async () => {
  await phones.close();
  await line.cut();
});

/** Counts what she sees, presses and waits for. */
class Visit {
  taps = 0;
  words = 0;
  readonly screens: string[] = [];
  /** What stood above the headings of the pages that were come to: "Step 1 of 3". */
  readonly steps: string[] = [];
  private requests = 0;
  private readonly loaded: Request[] = [];

  constructor(readonly page: Page) {
    // Also each question what has become of her files: she pays for it as for any other.
    page.on('request', () => (this.requests += 1));
    page.on('requestfinished', (request) => this.loaded.push(request));
  }

  /** A page as it stands when she goes on from it: what is folded away she need not read. */
  async read(): Promise<void> {
    const text = await this.page.locator('main').innerText();
    const words = text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    this.words += words;
    this.screens.push(`${await whereIs(this.page)} ${words}`);
  }

  async press(name: string): Promise<void> {
    this.taps += 1;
    await this.page.getByRole('button', { name, exact: true }).first().click();
    await whole(this.page);
    this.steps.push(...(await this.page.locator('main .govuk-caption-l').allInnerTexts()));
  }

  async choose(label: string): Promise<void> {
    this.taps += 1;
    await this.page.getByLabel(label, { exact: true }).check();
  }

  async bytes(): Promise<number> {
    const sizes = await Promise.all(this.loaded.map((request) => request.sizes()));
    return sizes.reduce((sum, { responseBodySize }) => sum + responseBodySize, 0);
  }

  get cost() {
    return { screens: this.screens.length, taps: this.taps, words: this.words, requests: this.requests };
  }
}

async function enter(visit: Visit, link: string, code: string): Promise<void> {
  await visit.page.goto(link);
  await visit.page.getByLabel('Your code').fill(code);
  await visit.read();
  await visit.press('Continue');
}

/** From the diary to the receipt. */
async function give(visit: Visit, path: string, javaScript: boolean): Promise<void> {
  const { page } = visit;
  visit.taps += 1;
  await page.getByLabel('Add files').setInputFiles(path);
  if (!javaScript) await visit.press('Add these files');
  await page.getByRole('button', { name: 'Send now' }).waitFor();
  // Once, and only by who knows whether a file is still on its way.
  expect(await page.getByText('You can leave now').filter({ visible: true }).count()).toBe(1);
  await visit.read();
  await visit.press('Send now');
  await comesTo(page, RECEIPT);
  await visit.read();
}

const visitIn = async (context: BrowserContext): Promise<Visit> => new Visit(await context.newPage());
const above = (cost: Readonly<Record<string, number>>, budget: Readonly<Record<string, number>>): string[] =>
  Object.entries(budget)
    .filter(([what, most]) => (cost[what] ?? Infinity) > most)
    .map(([what, most]) => `${what}: ${cost[what]}, and ${most} at most`);

it.each([true, false])(
  'from the link to the receipt, within the budget, JavaScript %s',
  async (javaScript) => {
    const { link, code } = await phones.world.officer.invite();
    const context = await openContext(phones.browser, { width: 360, javaScript });
    const first = await visitIn(context);
    const walk = new Walk(first.page, `budget-${javaScript ? 'js' : 'plain'}`, false);
    await first.page.goto(link, { waitUntil: 'networkidle' });
    expect(await first.bytes()).toBeLessThan(FIRST_PAGE_BYTES);
    await first.page.close();

    const visit = await visitIn(context);
    await enter(visit, link, code);
    // The law's notice is there whole, one press away, before she goes on.
    const whole = await visit.page.locator('main').evaluate((main) => main.textContent);
    for (const words of ['What the police ask you for', 'Criminal Procedure and Investigations Act 1996'])
      expect(whole).toContain(words);
    await visit.read();
    await visit.press('I have read this and want to go on');
    await visit.choose('I did');
    await visit.choose('No, only me');
    await visit.choose('I am 18 or older, and I decide');
    await visit.read();
    await visit.press('Continue');
    await give(visit, phones.ring, javaScript);
    expect(visit.steps).toEqual(['Step 1 of 3', 'Step 2 of 3', 'Step 3 of 3']);
    expect(above(visit.cost, { ...FIRST, requests: REQUESTS })).toEqual([]);
    await new Walk(visit.page, `budget-receipt-${javaScript ? 'js' : 'plain'}`, false).look('receipt');
    await visit.page.close();
    await context.clearCookies();

    const later = await visitIn(context);
    await enter(later, link, code);
    await later.page.getByText('You have sent 1 file so far.').waitFor();
    await give(later, phones.whatsapp, javaScript);
    expect(later.steps).toEqual([]);
    expect(above(later.cost, { ...LATER, requests: REQUESTS })).toEqual([]);
    console.info(JSON.stringify({ javaScript, first: visit.cost, later: later.cost }));
    walk.expectNoTrouble();
    await context.close();
  },
  300_000,
);

it.each([true, false])(
  'keeps that it happened again in three taps, the one after the code among them, JavaScript %s',
  async (javaScript) => {
    const { link, code } = await phones.world.officer.invite();
    await new VisitorBrowser(phones.world.base).enter({ link, code });
    const context = await openContext(phones.browser, { width: 360, javaScript });
    const visit = await visitIn(context);
    await enter(visit, link, code);
    await visit.press('It has just happened again');
    await visit.page.getByRole('textbox').fill('He is at the gate again.');
    await visit.press('Save and stop here for now');
    await visit.page.getByRole('link', { name: 'He is at the gate again.' }).waitFor();
    expect(visit.taps).toBe(3);
    await context.close();
  },
);
