import { randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import {
  axeFindings,
  keptOnDevice,
  openBrowser,
  openContext,
  screenshot,
  scrollsSideways,
} from '../../support/browser';
import { BothSides, type Given } from '../../medium/diary/support';
import { VisitorBrowser } from '../../medium/intake/support/visitor';
import { comesTo } from './support/where';

let sides: BothSides;
let browser: Browser;
beforeAll(async () => {
  sides = await BothSides.open();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await sides.close();
});

const FINDINGS: string[] = [];
afterEach(() => {
  expect(FINDINGS.splice(0)).toEqual([]);
});

/** Looks at a page as a critic: axe, sideways scrolling, what is kept on the device, the title. */
async function look(page: Page, name: string): Promise<void> {
  await screenshot(page, name);
  FINDINGS.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`));
  if (await scrollsSideways(page)) FINDINGS.push(`${name}: scrolls sideways`);
}

async function lookAtHers(page: Page, name: string): Promise<void> {
  await look(page, name);
  const kept = await keptOnDevice(page);
  const nothing = { cookies: ['session'], local: 0, session: 0, databases: 0, caches: 0, workers: 0 };
  if (JSON.stringify(kept) !== JSON.stringify(nothing))
    FINDINGS.push(`${name}: keeps ${JSON.stringify(kept)}`);
  if (/police|evidence|stalk|crime|pressure/i.test(await page.title()))
    FINDINGS.push(`${name}: tells by its title`);
}

const press = (page: Page, name: string): Promise<void> =>
  page.getByRole('button', { name, exact: true }).click();

async function enter(page: Page, { link, code }: Given): Promise<void> {
  await page.goto(link);
  await page.getByLabel('Your code').fill(code);
  await press(page, 'Continue');
}

async function firstSteps(page: Page, tag: string): Promise<void> {
  await lookAtHers(page, `${tag}-01-notice`);
  await press(page, 'I have read this and want to go on');
  await lookAtHers(page, `${tag}-02-questions`);
  await page.getByLabel('Someone else did').check();
  await press(page, 'Continue');
  await page.getByRole('alert').waitFor();
  await lookAtHers(page, `${tag}-06-questions-error`);
  await page.getByLabel('I am under 18').check();
  await press(page, 'Continue');
  await lookAtHers(page, `${tag}-07-who-agrees`);
  await press(page, 'Continue');
  await page.getByRole('alert').waitFor();
  await lookAtHers(page, `${tag}-08-who-agrees-error`);
  await press(page, 'I don’t know, or not yet');
  await lookAtHers(page, `${tag}-08-advice`);
  await press(page, 'Continue');
}

async function writeDown(page: Page, tag: string): Promise<void> {
  await page.getByRole('button', { name: 'Write something down' }).click();
  await lookAtHers(page, `${tag}-10-what`);
  await page
    .getByLabel('What happened?')
    .fill('He stood at the gate for ten minutes.\nThen he left something in the letter box.');
  await press(page, 'Save and go on');
  await page.getByLabel('I know the day').check();
  await page.getByLabel('Day', { exact: true }).fill('31');
  await page.getByLabel('Month').fill('2');
  await page.getByLabel('Year').fill('2026');
  await press(page, 'Save and go on');
  await page.getByRole('alert').waitFor();
  await lookAtHers(page, `${tag}-11-when-error`);
  await page.getByLabel('Day', { exact: true }).fill('28');
  await page.getByLabel('What time?').fill('9pm');
  await press(page, 'Save and go on');
  await lookAtHers(page, `${tag}-12-who`);
  await page.getByLabel('I don’t know').check();
  await press(page, 'Save and go on');
  await lookAtHers(page, `${tag}-13-said`);
  await press(page, 'Save and go on');
  await lookAtHers(page, `${tag}-14-more`);
  await page.getByLabel('Did anyone see or hear it?').fill('My sister.');
  await press(page, 'Save and go on');
  await lookAtHers(page, `${tag}-14-order`);
  await page.getByLabel('Yes').check();
  await press(page, 'Save and go on');
  await page.getByRole('link', { name: 'Choose clips for this' }).click();
  await page.getByLabel('front door').check();
  await lookAtHers(page, `${tag}-15-clips`);
  await press(page, 'Save');
  await lookAtHers(page, `${tag}-16-entry`);
  await page.getByRole('link', { name: 'Remove this entry' }).click();
  await lookAtHers(page, `${tag}-17-remove`);
  await page.getByRole('link', { name: 'No, keep it' }).click();
  await page.getByRole('button', { name: 'That is all for now' }).click();
}

async function lookAtOfficers(page: Page, given: Given, tag: string): Promise<void> {
  const [name = '', value = ''] = sides.client.cookie.split('=');
  await page.context().addCookies([{ name, value, url: sides.base }]);
  const at = async (path: string, shot: string): Promise<void> => {
    await page.goto(sides.base + path);
    await look(page, `${tag}-${shot}`);
  };
  await at('/', '40-home');
  await at(`/investigations/${given.investigation}`, '41-investigation');
  await at(`/investigations/${given.investigation}/incidents`, '42-incidents');
  await at(`/invitations/${given.id}`, '43-invitation');
  await page.getByLabel('At the victim’s home').check();
  await press(page, 'Make the link');
  await look(page, `${tag}-44-assisted`);
  await at(`/invitations/${given.id}/safe-contact`, '45-safe-contact');
  await page.getByLabel('Until').fill('08:00');
  await press(page, 'Save');
  await look(page, `${tag}-46-safe-contact-error`);
  await at(`/invitations/${given.id}/notice`, '47-read-notice');
}

describe('her diary on a phone', () => {
  const width = 360;
  it('from the first page to the receipt, and what the officers then see', async () => {
    const tag = String(width);
    const given = await sides.invite();
    const context = await openContext(browser, { width });
    const page = await context.newPage();
    await enter(page, given);
    await firstSteps(page, tag);
    await lookAtHers(page, `${tag}-09-diary-empty`);

    const plain = new VisitorBrowser(sides.hers.base);
    plain.cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    await plain.upload([
      {
        name: 'front door 2026-02-28 at night, a long name that goes on and on.mp4',
        bytes: randomBytes(900),
      },
    ]);
    await writeDown(page, tag);
    await lookAtHers(page, `${tag}-18-diary`);
    await page.getByRole('button', { name: 'Go on to send' }).click();
    await lookAtHers(page, `${tag}-19-send-not-yet`);
    await page.getByRole('button', { name: 'Answer this now' }).click();
    await page.getByLabel('I am 18 or older, and I decide').check();
    await press(page, 'Continue');
    await page.getByRole('button', { name: 'Go on to send' }).click();
    await lookAtHers(page, `${tag}-20-send`);
    await press(page, 'Send now');
    await lookAtHers(page, `${tag}-21-receipt`);
    await page.getByRole('link', { name: 'A version that does not say' }).click();
    await lookAtHers(page, `${tag}-22-receipt-plain`);
    for (const [place, path] of [
      '/diary',
      '/pressure',
      '/helper',
      '/stop',
      '/receipts',
      '/done',
      '/files',
    ].entries()) {
      await page.goto(sides.hers.base + path);
      await lookAtHers(page, `${tag}-3${place}${path.replace('/', '-')}`);
    }
    await page.goto(`${sides.hers.base}/pressure`);
    await page.getByLabel('Do you want to say more?').fill('My brother wants me to stop.');
    await press(page, 'Yes, I felt pressured');
    await comesTo(page, '/done');
    await context.close();

    for (const wide of [360, 1280]) {
      const officers = await openContext(browser, { width: wide });
      await lookAtOfficers(await officers.newPage(), given, String(wide));
      await officers.close();
    }
  });
});

it('on an officer’s device every page says that it is one', async () => {
  const given = await sides.invite();
  const made = await sides.client.call('POST', `/api/v1/invitations/${given.id}/assisted`, {
    place: 'station',
  });
  const page = await (await openContext(browser, { width: 360 })).newPage();
  await page.goto((made.json() as unknown as Given).link);
  await look(page, '360-50-assisted-start');
  await press(page, 'Start');
  await page.getByText('This is someone else’s device').waitFor();
  await lookAtHers(page, '360-51-assisted');
});
