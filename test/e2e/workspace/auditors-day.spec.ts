import type { Page, Response } from 'playwright-core';
import { openContext } from '../../support/browser';
import { until } from '../../support/until';
import { confirmAndGoOn } from './confirm';
import { Day, Findings, signIn, type Person } from './support/day';
import { Watched } from './support/watched';

const URN = '13/AUDIT/26';
const WITNESS = 'witness.test/professional-standards';
const REASON = 'She rang: he is at the door now';

let watched: Watched;
let day: Day;
let oic: Person;
let helper: Person;
let auditor: Person;
let investigation: string;
let clip: string;
let viewing: string;

beforeAll(async () => {
  watched = await Watched.open(WITNESS);
  day = await Day.begin(watched.settings);
  oic = await day.person();
  helper = await day.person();
  auditor = await day.person('auditor');
  await theDayBefore();
});
afterAll(async () => {
  await day.end();
  await watched.close();
});

/** A real clip came, was looked at and accepted; somebody else got in, in an emergency, and looked at it, too. */
async function theDayBefore(): Promise<void> {
  const must = async ({ client }: Person, path: string, body: object): Promise<string> => {
    const answer = await client.call('POST', `/api/v1${path}`, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
    return answer.json().contentUrl;
  };
  investigation = await day.opens(oic, URN);
  const her = day.her();
  await her.enter(await day.invite(oic, investigation));
  [clip = ''] = await day.sends(her, ['h264']);
  const words = { initials: 'AB', producerName: 'Ann Bell', description: 'A man at the gate' };
  await must(oic, `/clips/${clip}/viewings`, { content: 'proxy' });
  await must(oic, `/clips/${clip}/accept`, words);
  await must(helper, '/emergency-accesses', { urn: URN, reason: REASON });
  viewing = await must(helper, `/clips/${clip}/viewings`, { content: 'proxy' });
}

/** What the pages of the day brought that shows or plays, the service's own pictures apart. */
function footageOn(page: Page): string[] {
  const brought: string[] = [];
  page.on('response', (answer: Response) => {
    const kind = answer.headers()['content-type'] ?? '';
    const own = new URL(answer.url()).pathname.startsWith('/assets/');
    if (/^(image|video|audio)\//.test(kind) && !own) brought.push(answer.url());
  });
  return brought;
}

it('an auditor’s whole day: every access and every act, the log itself, and no footage', async () => {
  const context = await openContext(day.browser, { width: 1280 });
  const page = await context.newPage();
  const { base } = day.world;
  const findings = new Findings(page, 'auditor');
  const footage = footageOn(page);
  const shown: string[] = [];
  const look = async (name: string): Promise<void> => {
    await findings.look(name);
    const main = page.getByRole('main');
    shown.push(await main.innerText());
    expect(await main.locator('video, audio, img, canvas, object, iframe').count()).toBe(0);
  };
  const link = (name: string | RegExp): Promise<void> =>
    page
      .getByRole('link', { name, exact: typeof name === 'string' })
      .first()
      .click();
  const reloadUntil = (words: RegExp): Promise<unknown> =>
    until(String(words), async () => {
      if ((await page.getByText(words).count()) > 0) return true;
      await page.reload();
      return false;
    });

  await signIn(page, base, auditor.officer.email);
  await page.getByRole('heading', { name: 'Read the log of a clip' }).waitFor();
  const menu = await page.getByRole('navigation', { name: 'Menu' }).getByRole('link').allInnerTexts();
  expect(menu).toEqual(['Start', 'Search the log', 'Emergency access', auditor.officer.displayName]);
  await look('start');

  // Who got in without being a member, and why; what is done about it is for supervisors.
  await link('Emergency access');
  const access = page.getByRole('row').filter({ hasText: REASON });
  for (const words of [helper.officer.displayName, URN, 'Open', 'Not yet'])
    await access.getByText(words, { exact: true }).waitFor();
  expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
  await look('emergency');

  // What that officer did there.
  await link('Search the log');
  await page.getByLabel('Crime reference (URN)').fill(URN);
  await page.getByLabel('What was done').selectOption('Emergency access');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByText(`Reason: ${REASON}`).waitFor();
  await look('found');
  await link(helper.officer.displayName);
  await page.getByRole('heading', { level: 1, name: helper.officer.displayName }).waitFor();
  await page.getByRole('cell', { name: 'Viewed' }).first().waitFor();
  await look('trail');
  await link(/custody history$/);
  await page.getByRole('heading', { name: 'Custody history' }).waitFor();
  for (const { officer } of [oic, helper])
    await page.getByRole('listitem').filter({ hasText: 'Viewed' }).getByText(officer.displayName).waitFor();
  await look('custody');
  await page.getByRole('button', { name: 'Check the records now' }).click();
  await page.getByText(/^Proven: \d+ events/).waitFor();
  await look('custody-proven');
  await page.getByLabel('Reason').fill('Review of emergency access');
  const proof = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the proof' }).click();
  await confirmAndGoOn(page);
  expect((await proof).suggestedFilename()).toMatch(/^custody-[0-9a-f-]+\.zip$/);

  // The whole log, checked now, and who else watches it.
  await page.goto(`${base}/audit`);
  await link('Check the whole log');
  await reloadUntil(/^\d+ leaves, /);
  const witness = page.getByRole('row').filter({ hasText: WITNESS });
  await until('a cosignature', async () => {
    if ((await witness.getByText('Cosigned').count()) > 0) return true;
    await page.reload();
    return false;
  });
  await page.getByRole('button', { name: 'Check it now' }).click();
  await page.getByRole('heading', { name: 'Check of the whole log' }).waitFor();
  await reloadUntil(/^Proven: \d+ events/);
  await look('log-check');
  await link('Checks of the whole log');
  const check = page.getByRole('row').filter({ hasText: auditor.officer.displayName });
  await check.getByText(/^Proven: \d+ events/).waitFor();
  await look('log-checks');

  // Nothing of what she sent or said of it was on any page, and nothing of it can be had.
  for (const words of ['RingVideo', 'A man at the gate', 'Ann Bell'])
    expect(shown.filter((text) => text.includes(words))).toEqual([]);
  const asked = [`/clips/${clip}`, `/clips/${clip}/triage`, `/investigations/${investigation}`, viewing];
  for (const path of asked) {
    const answer = await page.request.get(base + path);
    expect([403, 404]).toContain(answer.status());
  }
  const clips = `${base}/clips/${clip}/viewings`;
  const form = { headers: { Origin: base }, form: { content: 'proxy' } };
  expect((await page.request.post(clips, form)).status()).toBe(403);
  expect(footage).toEqual([]);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(findings.list).toEqual([]);
  await context.close();
});
