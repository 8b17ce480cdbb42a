import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { Officer, Role } from '../../../src/features/identity';
import { OfficerClient, signedIn, type Answer } from '../../medium/workspace/client';
import { MATRIX } from '../../medium/workspace/matrix';
import type { Row, Targets } from '../../medium/workspace/matrix.rows';
import { discloseOne, freshTargets } from '../../medium/workspace/matrix.targets';
import { openWorld, seedCase, type World } from '../../medium/workspace/world';
import {
  axeFindings,
  openBrowser,
  openContext,
  screenshot,
  scrollsSideways,
  shows,
} from '../../support/browser';
import { htmlFindings } from '../../support/html';
import { drawPicture, pictured } from './support/pictured';
import { observeShifts, shiftOf } from './support/shifts';

/** Who is asked for a page, in this order: whoever is the first that sees it. */
const ROLES = {
  member: 'supervisor',
  discloser: 'disclosure',
  auditor: 'auditor',
  coordinator: 'coordinator',
} as const satisfies Partial<Record<keyof Row['expected'], Role>>;
type Person = keyof typeof ROLES;
const PEOPLE = Object.keys(ROLES) as Person[];

const PAGES = Object.entries(MATRIX).flatMap(([route, row]) => {
  const person = PEOPLE.find((one) => row.expected[one] === 200);
  const isPage = route.startsWith('GET /') && !/ \/api\/|\.csv$|callback$/.test(route);
  return isPage && person !== undefined ? [{ route, row, person }] : [];
});

/** Notes the path of a page instead of asking for it. */
class PathOnly extends OfficerClient {
  path = '';
  override page(path: string): Promise<Answer> {
    this.path = path;
    return Promise.reject(new Error('only its path is wanted'));
  }
}

let world: World;
let browser: Browser;
let on: Targets;
let member: Officer;
const contexts = {} as Record<Person, BrowserContext>;

beforeAll(async () => {
  world = await openWorld({ STEP_UP_MINUTES: '600' });
  browser = await openBrowser();
  const officers = {} as Record<Person, Officer>;
  const clients = {} as Record<Person, OfficerClient>;
  for (const person of PEOPLE) {
    officers[person] = await world.officer(ROLES[person]);
    clients[person] = await signedIn(world, officers[person]);
    contexts[person] = await openContext(browser, { width: 1280 });
    await observeShifts(contexts[person]);
    const [name = '', value = ''] = clients[person].cookie.split('=');
    await contexts[person].addCookies([{ name, value, url: world.base }]);
  }
  ({ member } = officers);
  const home = await seedCase(world, officers.member.id);
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
    [home.investigation, officers.discloser.id, officers.member.id],
  );
  const [helper, colleague, outsider] = [await world.officer(), await world.officer(), await world.officer()];
  const { coordinator, discloser } = clients;
  const cast = {
    ...{ world, home, coordinator, helper, colleague, outsider },
    member: { officer: officers.member, client: clients.member },
    discloser: { officer: officers.discloser, client: discloser },
  };
  on = await freshTargets(cast, await discloseOne(cast));
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

it('there is somebody for nearly every page', () => expect(PAGES.length).toBeGreaterThan(55));

/** One tab of each person, at a desk again: a new one for each page would be a process each, in which axe is compiled anew. */
async function pageOf(person: Person): Promise<Page> {
  const page = contexts[person].pages()[0] ?? (await contexts[person].newPage());
  await page.setViewportSize({ width: 1280, height: 900 });
  return page;
}

/** The page as it was sent, and as it is in the dark. */
async function open(page: Page, address: string): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const answer = await page.goto(address);
  const found = await htmlFindings((await answer?.text()) ?? '');
  return [...found, ...(await axeFindings(page))];
}

/** What can be unfolded has a yellow ground once it was pressed: its words, in the ink that can be read on it, or nothing to unfold. */
async function inkOfPressed(page: Page): Promise<string> {
  if (!(await shows(page, 'main .lintel-more > summary'))) return INK;
  const summary = page.locator('main .lintel-more > summary:visible').first();
  await summary.click();
  return summary.evaluate((element) => getComputedStyle(element).color);
}
const INK = 'rgb(11, 12, 12)';

it.each(PAGES)(
  '$route is right, still and accessible in the dark, and at every width without scrolling sideways',
  async ({ route, row, person }) => {
    const asked = new PathOnly(world.base);
    await row.send(asked, on).catch(() => undefined);
    const page = await pageOf(person);
    const found = await open(page, world.base + asked.path);
    const name = route.replace('GET ', '').replaceAll(/\W+/g, '-');
    await screenshot(page, `dark${name}`);
    expect(found).toEqual([]);
    expect(await shiftOf(page)).toBeLessThan(0.1);
    expect(await inkOfPressed(page)).toBe(INK);
    for (const width of [360, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await scrollsSideways(page)]).toEqual([width, false]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await screenshot(page, `light${name}`);
  },
);

it.each(['/sign-in', '/nothing-of-the-kind'])(
  '%s is right and accessible for whoever is nobody',
  async (path) => {
    const context = await openContext(browser, { width: 360 });
    const page = await context.newPage();
    expect(await open(page, world.base + path)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await context.close();
  },
);

describe('with many pictures hardly anything moves by itself', () => {
  const STILL = 0.01;
  let home: string;
  beforeAll(async () => {
    ({ investigation: home } = await pictured(world, member, await drawPicture(), 90));
  });

  it.each(
    ['evidence', 'evidence?view=table', 'series'].flatMap((path) =>
      [360, 1280, 1920].map((width) => [path, width] as const),
    ),
  )('on %s, %i pixels wide', async (path, width) => {
    const page = await contexts.member.newPage();
    await page.setViewportSize({ width, height: 900 });
    // The stillest of three: on a machine with other work a table is shown in pieces while its rows come. What moves by itself moves each time.
    let moved = Infinity;
    for (let times = 0; times < 3 && moved >= STILL; times += 1) {
      await page.goto(`${world.base}/investigations/${home}/${path}`);
      if (!path.includes('table')) expect(await page.locator('main img').count()).toBeGreaterThan(10);
      moved = Math.min(moved, await shiftOf(page));
    }
    expect(moved).toBeLessThan(STILL);
    await page.close();
  });
});
