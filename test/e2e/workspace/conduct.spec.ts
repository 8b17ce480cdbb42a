import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import type { OfficerId } from '../../../src/kernel/ids';
import { PASSWORD, openWorld, seedCase, seedClip, type Case, type World } from '../../medium/workspace/world';
import {
  axeFindings,
  openBrowser,
  openContext,
  screenshot,
  scrollsSideways,
  whole,
} from '../../support/browser';

let world: World;
let browser: Browser;
beforeAll(async () => {
  world = await openWorld();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

/** A sent clip whose time an officer chose. */
async function clipAt(home: Case, officer: string, name: string, instant: string): Promise<void> {
  const { id } = await seedClip(world, home, { name });
  const { rows } = await world.admin.query<{ id: string }>(
    `INSERT INTO lintel.time_candidate (clip_id, source, of_event, candidate) VALUES ($1, 'overlay', true, '{}') RETURNING id`,
    [id],
  );
  await world.admin.query(
    `INSERT INTO lintel.time_choice (clip_id, candidate_id, instant, reason, officer_id) VALUES ($1, $2, $3, 'Shown', $4)`,
    [id, rows[0]?.id, instant, officer],
  );
  await world.admin.query(`UPDATE lintel.clip SET media = '{"duration": 45}' WHERE id = $1`, [id]);
}

/** What she wrote and sent. */
async function incidentOf(home: Case, number: number, what: string, day: string): Promise<void> {
  const answers = {
    what: { words: what, unknown: false },
    when: { kind: 'about', day, month: '10', year: '2026', time: '', words: 'after work' },
    order: { answer: 'yes', words: '' },
  };
  await world.admin.query(
    `INSERT INTO lintel.incident (id, invitation_id, investigation_id, submission_id, answers, number, sent_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, now())`,
    [home.invitation, home.investigation, home.submission, answers, number],
  );
}

/** Weeks of visits, some close together, one without footage. */
async function autumn(officer: OfficerId): Promise<Case> {
  const home = await seedCase(world, officer);
  const clips = [
    ['Front door 1.mp4', '2026-09-07T20:04:00Z'],
    ['Front door 2.mp4', '2026-09-07T20:16:00Z'],
    ['Front door 3.mp4', '2026-09-10T06:31:00Z'],
    ['Back gate 1.mp4', '2026-10-14T21:48:00Z'],
    ['Front door 4.mp4', '2026-10-16T22:02:00Z'],
  ] as const;
  for (const [name, instant] of clips) await clipAt(home, officer, name, instant);
  await seedClip(world, home, { name: 'no time chosen yet.mp4' });
  await incidentOf(
    home,
    1,
    'He stood across the road and looked at the house until I closed the curtains.',
    '21',
  );
  return home;
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto(`${world.base}/sign-in`);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: 'Menu' }).waitFor();
  await whole(page);
}

const decide = async (page: Page, answer: string, reason: string): Promise<void> => {
  await page.getByLabel(answer, { exact: true }).check();
  await page.getByLabel('Why').fill(reason);
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await page.getByText(reason).first().waitFor();
};

it.each([
  { width: 360, javaScript: true },
  { width: 1280, javaScript: false },
])(
  'an officer shows a course of conduct at $width px, scripts $javaScript',
  async ({ width, javaScript }) => {
    const officer = await world.officer('investigator');
    const home = await autumn(officer.id);
    const context = await openContext(browser, { width, javaScript });
    const page = await context.newPage();
    const findings: string[] = [];
    const look = async (name: string): Promise<void> => {
      await screenshot(page, `${width}-conduct-${name}`);
      if (javaScript) findings.push(...(await axeFindings(page)).map((finding) => `${name}: ${finding}`));
      if (await scrollsSideways(page)) findings.push(`${name}: scrolls sideways`);
    };
    await signIn(page, officer.email);
    await page.goto(`${world.base}/investigations/${home.investigation}`);
    await page.getByRole('link', { name: 'Course of conduct' }).click();
    await page.getByText('0 occasions that count: fewer than two').waitFor();
    await look('1-nothing-yet');

    await page.getByRole('button', { name: 'Put together' }).click();
    await page.getByRole('alert').waitFor();
    await look('2-nothing-picked');

    await page.getByRole('button', { name: 'Make one occasion of these 2' }).click();
    await page.getByRole('heading', { name: 'Occasion 1' }).waitFor();
    await page.getByRole('button', { name: 'Record the decision' }).click();
    await page.getByRole('alert').waitFor();
    await look('3-occasion-error');
    await decide(page, 'It counts', 'He tries the door twice.');
    await look('4-occasion');

    const pick = async (name: string): Promise<void> => {
      await page.goto(`${world.base}/investigations/${home.investigation}/conduct`);
      await page.getByLabel(new RegExp(`^${name}:`)).check();
      await page.getByRole('button', { name: 'Put together' }).click();
      await page.getByRole('heading', { name: /^Occasion/ }).waitFor();
    };
    await pick('Front door 3.mp4');
    await decide(page, 'It does not count', 'It was the postman.');
    await page.goto(`${world.base}/investigations/${home.investigation}/conduct`);
    await page.getByText('Record an order').click();
    await page.getByLabel('Which order').selectOption('Non-molestation order');
    await page.getByLabel('Made on').fill('2026-10-01');
    await page.getByLabel('Last day').fill('2026-09-01');
    await page.getByLabel('What it forbids').fill('Not to come within 100 metres of her home. County Court.');
    await page.getByRole('button', { name: 'Record the order' }).click();
    await page.getByRole('alert').waitFor();
    await look('5-order-error');
    await page.getByLabel('Last day').fill('');
    await page.getByRole('button', { name: 'Record the order' }).click();
    await page.getByText('A: Non-molestation order').first().waitFor();

    await pick('Back gate 1.mp4');
    await page.getByLabel('Breach of an order that was in force').selectOption({ index: 1 });
    await decide(page, 'It counts', 'He is at the back gate.');
    await pick('Front door 4.mp4');
    await decide(page, 'It counts', 'He rings and waits.');
    await pick('Incident 1 of .+');
    await decide(page, 'It counts', 'Her account, and a neighbour saw it.');
    await page.goto(`${world.base}/investigations/${home.investigation}/conduct`);
    await page.getByText('4 occasions that count. From 7 September 2026 to 21 October 2026.').waitFor();
    const marks = page.locator('.lintel-mark');
    expect(await marks.count()).toBe(5);
    expect(await page.getByRole('img').count()).toBe(2);
    await page.getByText('The same as a table').click();
    await look('6-series');
    await page.emulateMedia({ media: 'print' });
    await screenshot(page, `${width}-conduct-7-print`);
    await page.emulateMedia({ media: 'screen' });

    await page.getByLabel('What it is for').fill('Application for a stalking protection order');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Make the chronology (PDF)' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^chronology-.*\.pdf$/);
    const bytes = await readFile(await download.path());
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const folder = process.env['LINTEL_SCREENSHOTS'];
    if (folder !== undefined) await download.saveAs(`${folder}/chronology-${width}.pdf`);

    await page.getByRole('link', { name: 'Applications to a magistrates’ court' }).click();
    await page.getByText('None yet.').waitFor();
    await look('8-applications');
    await page.getByRole('button', { name: 'Begin an application' }).click();
    await page.getByRole('heading', { name: 'Application 1, version 1' }).waitFor();
    await page.getByLabel('Name', { exact: true }).fill('A respondent');
    await page.getByLabel(/^Occasion 1:/).check();
    await page.getByLabel('What happened, for the court: occasion 1').fill('He tries the door.');
    await page.getByRole('button', { name: 'Save as finished' }).click();
    await page.getByRole('alert').getByText('your own words on section 1(1)(a)').waitFor();
    await look('9-application-error');
    await page.getByRole('button', { name: 'Save as a draft' }).click();
    await page.getByRole('heading', { name: 'Application 1, version 2' }).waitFor();
    expect(await page.getByLabel(/^Occasion 1:/).isChecked()).toBe(true);
    expect(await page.getByLabel('What happened, for the court: occasion 1').inputValue()).toBe(
      'He tries the door.',
    );
    await look('10-application');
    expect(findings).toEqual([]);
    await context.close();
  },
);
