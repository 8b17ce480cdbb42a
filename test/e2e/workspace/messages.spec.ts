import type { Browser } from 'playwright-core';
import { createWorker } from '../../../src/apps/worker/app';
import type { HttpApp } from '../../../src/platform/http';
import { createLogger } from '../../../src/platform/observability';
import { API_KEY, NotifyServer, SMS_TEMPLATE } from '../../medium/messages/notify-server';
import { openWorld, PASSWORD, seedCase, type World } from '../../medium/workspace/world';
import { axeFindings, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';
import { first } from '../../support/looks';
import { until } from '../../support/until';

let notify: NotifyServer;
let world: World;
let worker: HttpApp;
let browser: Browser;
beforeAll(async () => {
  notify = await NotifyServer.open();
  world = await openWorld({
    ...{ MESSAGES_DRIVER: 'notify', NOTIFY_URL: notify.url, NOTIFY_API_KEY: API_KEY },
    ...{
      NOTIFY_SMS_TEMPLATE_ID: SMS_TEMPLATE,
      WORKER_HEALTH_PORT: '0',
      INTAKE_PUBLIC_URL: 'https://files.example',
    },
  });
  const logger = createLogger({ process: 'worker', level: 'silent' });
  worker = await createWorker({ config: world.config, databaseUrl: world.database.urls.worker, logger });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await worker.close();
  await world.close();
  await notify.close();
});

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

describe.each(first([360, 1280]))('an officer who invites by message, at %i px', (width) => {
  it('records safe contact first, sees the exact words, sends them once, and reads what came of it', async () => {
    const officer = await world.officer();
    const { invitation } = await seedCase(world, officer.id);
    const context = await openContext(browser, { width });
    const page = await context.newPage();
    const findings: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') findings.push(`console: ${message.text()}`);
    });
    const look = async (name: string): Promise<void> => {
      await screenshot(page, `messages-${width}-${name}`);
      findings.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`));
      if (await scrollsSideways(page)) findings.push(`${name}: scrolls sideways`);
    };

    await page.goto(`${world.base}/invitations/${invitation}/messages`);
    await page.getByLabel('Email address').fill(officer.email);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Messages to the victim' }).waitFor();
    await page.getByText('Nothing is recorded about safe contact').waitFor();
    expect(await page.getByRole('button', { name: 'Send this message' }).count()).toBe(0);
    await look('1-nothing-recorded');

    await page.getByRole('link', { name: 'Safe contact' }).click();
    await page.getByLabel('By text message').check();
    await page.getByLabel('Number, address or name for that way').fill('07700 900 123');
    for (const day of DAYS) await page.getByLabel(day).check();
    await page.getByLabel('From').fill('00:00');
    await page.getByLabel('Until').fill('24:00');
    await page.getByLabel('What must never be done?').fill('No voicemail');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: 'Messages to the victim' }).click();
    const words = await page.locator('blockquote').first().innerText();
    await look('2-preview');
    const before = notify.taken.length;
    await page.getByRole('button', { name: 'Send this message' }).first().click();
    await page.getByRole('cell', { name: 'The private link' }).waitFor();
    await until('it has left', () => Promise.resolve(notify.taken.length > before));
    const taken = notify.taken.at(-1);
    expect(taken?.body.replace(/[\w-]{43}/, '(hidden)')).toBe(words);
    if (taken !== undefined) taken.status = 'delivered';
    await until('its state is shown', async () => {
      await page.reload();
      return (await page.getByText('Handed over').count()) > 0;
    });
    await look('3-sent');
    await page.emulateMedia({ media: 'print' });
    await screenshot(page, `messages-${width}-4-on-paper`);
    await page.emulateMedia({ media: 'screen' });
    expect(notify.taken.length).toBe(before + 1);

    await page.getByRole('link', { name: 'Back to the private link' }).click();
    await page.getByRole('link', { name: 'Give more time' }).click();
    await page.getByLabel('Let it work from today for').fill('5');
    await page.getByLabel('Why').fill('The visits go on');
    await page.getByRole('button', { name: 'Give more time' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.getByLabel('Why').inputValue()).toBe('The visits go on');
    await look('5-more-time');
    await page.getByLabel('Let it work from today for').fill('200');
    await page.getByRole('button', { name: 'Give more time' }).click();
    await page.getByRole('heading', { name: 'Safe contact' }).waitFor();
    await look('6-the-link');
    // The first refusal answers a form with 400, which a browser reports.
    expect(findings.filter((finding) => !finding.includes('status of 400'))).toEqual([]);
    await context.close();
  });
});
