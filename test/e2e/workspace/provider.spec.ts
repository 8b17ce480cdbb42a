import type { Browser, BrowserContext, Page } from 'playwright-core';
import { CALLBACK_PATH } from '../../../src/features/identity';
import { openWorld, PASSWORD, seedCase, seedClip, type World } from '../../medium/workspace/world';
import { axeFindings, openBrowser, openContext, screenshot } from '../../support/browser';
import { TestProvider } from '../../support/provider';

let world: World;
let provider: TestProvider;
let browser: Browser;
beforeAll(async () => {
  provider = await TestProvider.reserve();
  world = await openWorld(provider.settings);
  await provider.start(world.base + CALLBACK_PATH);
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await provider.close();
  await world.close();
});

const ANN = { name: 'Ann Archer', email: 'ann@force.example', email_verified: true } as const;

/** At the provider: who one is (any password will do there), and that this service may know it. */
async function prove(page: Page, login: string): Promise<void> {
  await page.locator('input[name=login]').fill(login);
  await page.locator('input[name=password]').fill('any');
  await page.locator('button[type=submit]').click();
  await page.waitForLoadState();
  const consent = page.locator('button', { hasText: 'Continue' });
  if (page.url().startsWith(provider.issuer) && (await consent.count()) > 0) await consent.click();
}

async function signIn(page: Page, login: string, from = '/sign-in'): Promise<void> {
  await page.goto(world.base + from);
  await page.getByRole('button', { name: 'Sign in with your force account' }).click();
  await prove(page, login);
  await page.waitForURL((url) => url.origin === world.base && !url.pathname.includes('callback'));
}

async function visit(javaScript = true): Promise<{ context: BrowserContext; page: Page }> {
  const context = await openContext(browser, { width: 1280, javaScript });
  return { context, page: await context.newPage() };
}

const officers = async (email: string) =>
  (
    await world.admin.query<{ id: string; role: string; password_hash: string | null }>(
      'SELECT id, role, password_hash FROM lintel.officer WHERE email = $1',
      [email],
    )
  ).rows;

describe.each([true, false])('with an account of the force (scripts: %s)', (javaScript) => {
  it('an officer comes in, is known by issuer and subject, and follows the role of the provider', async () => {
    const login = `ann-${javaScript}`;
    const email = `${login}@force.example`;
    await provider.know(login, { ...ANN, email, roles: ['everyone', 'lintel-oic'] });
    const { context, page } = await visit(javaScript);
    await signIn(page, login, '/sign-in?next=/investigations/new');
    expect(new URL(page.url()).pathname).toBe('/investigations/new');
    const [made] = await officers(email);
    expect(made).toMatchObject({ role: 'investigator', password_hash: null });
    await page.getByRole('button', { name: 'Sign out' }).click();
    await context.clearCookies({ domain: 'localhost' });

    // Another address and another group: the same person, with another role.
    await provider.know(login, { ...ANN, email: `new-${email}`, roles: ['lintel-dci'] });
    await signIn(page, login);
    expect(await officers(`new-${email}`)).toEqual([]);
    expect((await officers(email))[0]).toMatchObject({ id: made?.id, role: 'supervisor' });
    await context.close();
  });
});

it('takes a copy only after proving it to the provider once more', async () => {
  await provider.know('ben', { name: 'Ben Baker', email: 'ben@force.example', roles: ['lintel-oic'] });
  const { context, page } = await visit();
  await signIn(page, 'ben');
  const [ben] = await officers('ben@force.example');
  const into = await seedCase(world, (ben?.id ?? '') as Parameters<typeof seedCase>[1]);
  const clip = await seedClip(world, into, { malware: 'clean' });
  await page.goto(`${world.base}/clips/${clip.id}`);
  await page.locator('#download-reason').fill('For the prosecutor');
  await page.getByRole('button', { name: 'Download the original' }).click();
  await page.waitForURL('**/confirm');
  await screenshot(page, 'confirm-provider');
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'Sign in with your force account' }).click();
  // The provider remembers Ben, and asks him all the same.
  await prove(page, 'ben');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Go on' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('Front door 22-11.mp4');
  const { rows } = await world.admin.query<{ reason: string }>(
    'SELECT reason FROM lintel.access_ticket WHERE clip_id = $1',
    [clip.id],
  );
  expect(rows).toEqual([{ reason: 'For the prosecutor' }]);
  await context.close();
});

it('somebody else’s account confirms nothing', async () => {
  await provider.know('cara', { name: 'Cara Cole', email: 'cara@force.example', roles: ['lintel-dci'] });
  await provider.know('dev', { name: 'Dev Desai', email: 'dev@force.example', roles: ['lintel-dci'] });
  const { context, page } = await visit();
  await signIn(page, 'cara');
  await page.goto(`${world.base}/confirm`);
  await page.getByRole('button', { name: 'Sign in with your force account' }).click();
  await prove(page, 'dev');
  await page.getByText('Confirm it with the account that you signed in with').waitFor();
  await page.goto(`${world.base}/second-factor`);
  await page.getByText('which has its own second step').waitFor();
  await page.getByRole('link', { name: 'Cara Cole' }).waitFor();
  await context.close();
});

it('lets nobody in without exactly one role, without an address, or with the address of a local officer', async () => {
  const local = await world.officer();
  await provider.know('nobody', { name: 'N', email: 'nobody@force.example', roles: ['everyone'] });
  await provider.know('both', {
    name: 'B',
    email: 'both@force.example',
    roles: ['lintel-oic', 'lintel-psd'],
  });
  await provider.know('silent', { name: 'S', roles: ['lintel-oic'] });
  await provider.know('taker', { ...ANN, email: local.email, roles: ['lintel-dci'] });
  const said: string[] = [];
  for (const login of ['nobody', 'both', 'silent', 'taker']) {
    const { context, page } = await visit();
    await signIn(page, login);
    said.push(await page.locator('main p').first().innerText());
    expect(await page.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
    await context.close();
  }
  expect(said).toEqual([
    expect.stringContaining('no role here'),
    expect.stringContaining('no role here, or more than one'),
    expect.stringContaining('no email address'),
    expect.stringContaining('signs in with a password'),
  ]);
  expect((await officers(local.email))[0]?.role).toBe('investigator');
});

it('an answer that was not asked for, or comes twice, opens nothing', async () => {
  await provider.know('eve', { name: 'Eve Evans', email: 'eve@force.example', roles: ['lintel-oic'] });
  const { context, page } = await visit();
  const seen: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes(CALLBACK_PATH)) seen.push(request.url());
  });
  await signIn(page, 'eve');
  const [answer = ''] = seen;
  expect(answer).toContain('code=');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(answer);
  await page.getByText('Start again from the sign-in page').waitFor();
  expect(await page.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
  expect(world.log.join('')).not.toContain(new URL(answer).searchParams.get('code'));
  await context.close();
});

it('the sign-in page offers both ways, reads well, and passwords go on working', async () => {
  const officer = await world.officer();
  const { context, page } = await visit();
  await page.goto(`${world.base}/sign-in`);
  await screenshot(page, 'sign-in-both');
  expect(await axeFindings(page)).toEqual([]);
  await page.locator('input[name=email]').fill(officer.email);
  await page.locator('input[name=password]').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await context.close();
});
