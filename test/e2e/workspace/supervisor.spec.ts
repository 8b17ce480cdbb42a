import type { Page } from 'playwright-core';
import { openContext } from '../../support/browser';
import { until } from '../../support/until';
import { Day, Findings, Phone, signIn, type Invited, type Person } from './support/day';

let day: Day;
let boss: Person;
let phone: Phone;
let oic: Person;
let helper: Person;
let investigation: string;
let locked: Invited;
const URN = '13/DAY/26';

beforeAll(async () => {
  day = await Day.begin({
    DISPOSAL_COOLING_DAYS: '0',
    DISPOSAL_CHECK_SECONDS: '1',
    RETENTION_REVIEW_YEARS: '1=10,2=0,3=6',
    LIMIT_CODE_ATTEMPTS: '3',
  });
  boss = await day.person('supervisor');
  phone = await Phone.of(boss);
  oic = await day.person();
  helper = await day.person();
  await theDayBefore();
});
afterAll(() => day.end());

/** Two clips came, were accepted, and years later nothing keeps them; she said that she was pressured; a link is locked. */
async function theDayBefore(): Promise<void> {
  const { client } = oic;
  const must = async (path: string, body: object): Promise<string> => {
    const answer = await client.call('POST', `/api/v1${path}`, body);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.text}`);
    return answer.text;
  };
  const opened = await must('/investigations', { urn: URN, offence: 'Stalking' });
  investigation = (JSON.parse(opened) as { id: string }).id;
  const her = day.her();
  await her.enter(await day.invite(oic, investigation));
  for (const id of await day.sends(her, ['h264', 'rotated'])) {
    const words = { initials: 'AB', producerName: 'Ann Bell', description: 'A man at the gate' };
    await must(`/clips/${id}/accept`, words);
  }
  const past = { outcome: 'no-further-action', decidedOn: '2001-02-03', group: '2', reason: 'No charge' };
  await must(`/investigations/${investigation}/outcomes`, past);
  const clips = await client.call('GET', `/api/v1/investigations/${investigation}/clips`);
  for (const { id } of clips.json().items)
    await must(`/clips/${id}/disposals`, { reason: 'Its time has come' });
  await her.post('/pressure', { words: 'His mother stood beside me.' });
  locked = await day.invite(oic, investigation);
  const stranger = day.her();
  for (let times = 0; times < 3; times += 1)
    await stranger.post(new URL(locked.link).pathname, { code: '00000000' });
}

const status = async (person: Person): Promise<number> =>
  (await person.client.call('GET', `/api/v1/investigations/${investigation}`)).status;

/** As the pages ask before what cannot be undone. */
async function confirm(page: Page): Promise<void> {
  await page.getByLabel('Code of your authenticator app').fill(await phone.code());
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
}

it('a supervisor’s whole day: access, teams, flags, disposals, accounts', async () => {
  const context = await openContext(day.browser, { width: 1280 });
  const page = await context.newPage();
  const { base } = day.world;
  const findings = new Findings(page, 'supervisor');
  const look = (name: string): Promise<void> => findings.look(name);

  await signIn(page, base, boss.officer.email);
  await page.getByLabel('Code of your authenticator app').fill(await phone.code());
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'What needs doing' }).waitFor();
  // Not a member of anything yet: none of it is the supervisor's to see.
  expect(await page.getByText(URN).count()).toBe(0);

  // An officer gets in, in an emergency: the very next page says so, and it ends when the supervisor says.
  const glass = { urn: URN, reason: 'She rang: he is at the door now' };
  expect((await helper.client.call('POST', '/api/v1/emergency-accesses', glass)).status).toBe(201);
  expect(await status(helper)).toBe(200);
  await page.goto(`${base}/investigations`);
  await page.getByRole('link', { name: '1 not seen' }).click();
  await page.getByText(glass.reason).waitFor();
  await look('emergency');
  await page.getByRole('button', { name: /^I have seen it/ }).click();
  await page.getByRole('button', { name: /^End it now/ }).click();
  await page.getByText('Ended').waitFor();
  expect(await page.getByText('not seen').count()).toBe(0);
  expect(await status(helper)).toBe(404);

  // She said that she was pressured: that is the supervisor's to read, and the officers of the case see what is passed on.
  await page.getByRole('link', { name: 'Reports 1 new' }).click();
  await look('reports');
  await page.getByRole('link', { name: /^Felt pressured/ }).click();
  expect(await page.getByText('His mother stood beside me.').count()).toBe(0);
  await look('report-new');
  await page.getByRole('button', { name: 'Take it up' }).click();
  await page.getByText('His mother stood beside me.').waitFor();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert').waitFor();
  await look('report-error');
  await page.getByLabel('Pass something on to the officers of the case').check();
  await page.getByLabel('In your words').fill('Let another officer speak to her, alone.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Let another officer speak to her, alone.').waitFor();
  await look('report');
  const flags = await oic.client.call('GET', `/api/v1/investigations/${investigation}/flags`);
  expect(flags.text).toContain('Let another officer speak to her, alone.');
  expect(flags.text).not.toContain('mother');
  expect(await page.getByText('new', { exact: true }).count()).toBe(0);

  // The team of that investigation, from there and by its reference.
  await page.getByRole('link', { name: 'Teams', exact: true }).click();
  await page.getByLabel('Crime reference (URN)').fill('13/DAY');
  await page.getByRole('button', { name: 'Show its team' }).click();
  await page.getByRole('alert').waitFor();
  await look('teams');
  await page.getByLabel('Crime reference (URN)').fill(URN.toLowerCase());
  await page.getByRole('button', { name: 'Show its team' }).click();
  await page.getByRole('heading', { name: URN }).waitFor();
  const add = async (email: string): Promise<void> => {
    await page.getByLabel('Add an officer by email address').fill(email);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
  };
  await add(boss.officer.email);
  await page.getByText('Nobody lets themselves in').first().waitFor();
  await look('team-refused');
  await add(helper.officer.email);
  await page.getByRole('cell', { name: helper.officer.displayName }).waitFor();
  expect(await status(helper)).toBe(200);
  await page.getByLabel('Officer in the case').selectOption(helper.officer.displayName);
  await page.getByRole('textbox', { name: 'Team' }).fill('Safeguarding North');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Team: Safeguarding North').waitFor();
  await look('team');

  // Another supervisor brings this one in; from now on the work is on the start page.
  const other = await day.person('supervisor');
  const bring = `/api/v1/teams/${investigation}/members`;
  expect((await other.client.call('POST', bring, { email: boss.officer.email })).status).toBe(204);
  await page.getByRole('link', { name: 'Start', exact: true }).click();
  await page.getByText('Many wrong codes for the link of the victim').waitFor();
  await look('start');
  // As a member the supervisor is shown what was passed on, and no word of hers.
  expect(await page.getByText('His mother stood beside me.').count()).toBe(0);
  await page.getByRole('button', { name: /^I have dealt with it/ }).click();
  await page.getByText('Let another officer speak to her, alone.').waitFor({ state: 'detached' });
  await page.goto(base);
  await page.getByRole('link', { name: /^private link of the victim/ }).click();
  await page.getByText('Many wrong codes were typed').waitFor();
  await look('locked-link');
  await page.getByRole('button', { name: 'Give a new code' }).click();
  await page.getByText('This is shown once.').waitFor();
  expect(await page.locator('.lintel-code').innerText()).toMatch(/^\d{4} \d{4}$/);
  await page.goto(base);
  expect(await page.getByText('Please look at this').count()).toBe(0);

  // What is due: two disposals wait for a second person. One goes, after a look; the other stays.
  const due = page.getByRole('region', { name: 'Reviews due' });
  await due.getByRole('link', { name: 'AB/1', exact: true }).click();
  await page.getByRole('link', { name: 'The item itself' }).click();
  await page.getByRole('button', { name: 'Watch the clip' }).click();
  await page.locator('[data-player][data-ready]').waitFor();
  await page.getByRole('link', { name: 'Keeping and disposal' }).click();
  await page.getByRole('button', { name: 'Agree to the disposal' }).click();
  await page.getByRole('alert').waitFor();
  await look('disposal-without-a-reason');
  await page.getByLabel('Agree: why?').fill('I looked at it and at the rules');
  await page.getByRole('button', { name: 'Agree to the disposal' }).click();
  await confirm(page);
  // It waits for nothing here: it may be under way, or done, when the page comes.
  await page
    .getByText(/It is erased after|The erasure has begun|This item has been erased/)
    .first()
    .waitFor();
  await until('the erasure', async () => {
    await page.reload();
    return (await page.getByText('This item has been erased').count()) === 1;
  });
  await look('erased');
  await page.goto(base);
  await due.getByRole('link', { name: 'AB/2', exact: true }).click();
  await look('disposal');
  await page.getByLabel('Refuse: why?').fill('An appeal has been announced');
  await page.getByRole('button', { name: 'Refuse', exact: true }).click();
  await page.getByText('An appeal has been announced').first().waitFor();
  await page.getByRole('link', { name: `Keeping and disposal in ${URN}` }).click();
  await look('keeping');
  await page.goto(base);
  expect(await due.getByText('A second person decides').count()).toBe(0);
  await due.getByText('1 item to review').waitFor();

  // A new officer, who joins the team; the one who led it goes, and is out at once.
  await page.getByRole('link', { name: 'Officers', exact: true }).click();
  await look('officers');
  await page.getByRole('button', { name: 'Add an officer' }).click();
  await page.getByLabel('Name').fill('Hana Hill');
  await page.getByLabel('Email address').fill('hana.hill@force.example');
  await page.getByLabel('Investigator').check();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('This password is shown once.').waitFor();
  await look('officer-added');
  await page.goto(`${base}/teams/${investigation}`);
  await add('hana.hill@force.example');
  await page.getByRole('cell', { name: 'Hana Hill' }).waitFor();
  expect(await status(oic)).toBe(200);
  const row = page.getByRole('row').filter({ hasText: oic.officer.displayName });
  await row.getByText('Remove', { exact: false }).first().click();
  await row.getByRole('button', { name: `Remove ${oic.officer.displayName}` }).click();
  await page.getByRole('cell', { name: oic.officer.displayName }).waitFor({ state: 'detached' });
  expect(await status(oic)).toBe(404);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  expect(findings.list).toEqual([]);
  await context.close();
});
