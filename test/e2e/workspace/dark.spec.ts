import type { Browser, BrowserContext } from 'playwright-core';
import type { Officer, Role } from '../../../src/features/identity';
import { OfficerClient, signedIn, type Answer } from '../../medium/workspace/client';
import { MATRIX } from '../../medium/workspace/matrix';
import type { Row, Targets } from '../../medium/workspace/matrix.rows';
import { discloseOne, freshTargets } from '../../medium/workspace/matrix.targets';
import { openWorld, seedCase, type World } from '../../medium/workspace/world';
import { axeFor, openBrowser, openContext, screenshot, scrollsSideways } from '../../support/browser';

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
    const [name = '', value = ''] = clients[person].cookie.split('=');
    await contexts[person].addCookies([{ name, value, url: world.base }]);
  }
  const home = await seedCase(world, officers.member.id);
  await world.admin.query(
    'INSERT INTO lintel.investigation_member (investigation_id, officer_id, added_by) VALUES ($1, $2, $3)',
    [home.investigation, officers.discloser.id, officers.member.id],
  );
  const [helper, colleague, outsider] = [await world.officer(), await world.officer(), await world.officer()];
  const { coordinator, member, discloser } = clients;
  const cast = {
    ...{ world, home, coordinator, helper, colleague, outsider },
    member: { officer: officers.member, client: member },
    discloser: { officer: officers.discloser, client: discloser },
  };
  on = await freshTargets(cast, await discloseOne(cast));
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

it('there is somebody for nearly every page', () => expect(PAGES.length).toBeGreaterThan(55));

it.each(PAGES)(
  '$route can be read in the dark, and at every width without scrolling sideways',
  async ({ route, row, person }) => {
    const asked = new PathOnly(world.base);
    await row.send(asked, on).catch(() => undefined);
    const page = await contexts[person].newPage();
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(world.base + asked.path);
    const axe = await axeFor(page);
    const { violations } = await axe.withRules(['color-contrast']).analyze();
    const name = route.replace('GET ', '').replaceAll(/\W+/g, '-');
    await screenshot(page, `dark${name}`);
    expect(
      violations.flatMap(({ nodes }) =>
        nodes.map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`),
      ),
    ).toEqual([]);
    for (const width of [360, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await scrollsSideways(page)]).toEqual([width, false]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await screenshot(page, `light${name}`);
    await page.close();
  },
);
