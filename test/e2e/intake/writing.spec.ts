import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, Page, Request, Route } from 'playwright-core';
import { openBrowser, openContext } from '../../support/browser';
import { withAdmin } from '../../support/database';
import { until } from '../../support/until';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { VisitorBrowser } from '../../medium/intake/support/visitor';
import { expectNothingKept } from './support/walk';
import { comesTo } from './support/where';

let world: IntakeWorld;
let browser: Browser;
beforeAll(async () => {
  world = await IntakeWorld.open();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

interface Writing {
  readonly her: VisitorBrowser;
  readonly context: BrowserContext;
  readonly page: Page;
  readonly path: string;
  readonly invitation: string;
}

async function writing(javaScript = true): Promise<Writing> {
  const her = new VisitorBrowser(world.base);
  const given = await world.officer.invite();
  await her.enter(given);
  const context = await openContext(browser, { width: 360, javaScript });
  await context.addCookies([
    { name: 'session', value: her.cookie.slice('session='.length), url: world.base },
  ]);
  const page = await context.newPage();
  const path = `/diary/${randomUUID()}/what`;
  await page.goto(world.base + path);
  return { her, context, page, path, invitation: given.id };
}

const words = (page: Page) => page.getByLabel('What happened?');
const isKept = (request: Request): boolean => request.postData()?.includes('go=keep') === true;
const kept = async ({ her, path }: Writing, text: string): Promise<void> => {
  await until('keeping', async () => (await her.get(path)).text.includes(text));
};
const endSession = (invitation: string): Promise<unknown> =>
  withAdmin(
    (admin) => admin.query('DELETE FROM lintel.intake_session WHERE invitation_id = $1', [invitation]),
    world.database.name,
  );

describe('what she writes is kept by itself', () => {
  it('a moment after she begins, and nothing of it is on the device', async () => {
    const here = await writing();
    await words(here.page).fill('He stood at the gate.');
    await here.page.getByText('Saved. Only you can see it.').waitFor();
    await kept(here, 'He stood at the gate.');
    await expectNothingKept(here.page, 'while she writes');
    await here.page.reload();
    expect(await words(here.page).inputValue()).toBe('He stood at the gate.');
    await here.context.close();
  });

  it('also in the rows for many things', async () => {
    const here = await writing();
    await here.page.goto(`${world.base}/diary/many`);
    await here.page.locator('#what-3').fill('A letter in the door.');
    await here.page.getByText('Saved. Only you can see it.').waitFor();
    await here.page.reload();
    expect(await here.page.locator('#what-1').inputValue()).toBe('A letter in the door.');
    await here.context.close();
  });

  it('when she closes the page, or the phone turns to something else, before that moment', async () => {
    const here = await writing();
    await words(here.page).fill('In a hurry.');
    await here.page.goto(`${world.base}/about`);
    await kept(here, 'In a hurry.');
    await here.context.close();
  });

  it('after the line was gone: she is told, goes on writing, and it is saved when the line is back', async () => {
    const here = await writing();
    const { page, context } = here;
    await context.setOffline(true);
    await words(page).fill('On the train.');
    await page.getByText('There is no connection.').waitFor();
    await context.setOffline(false);
    await page.getByText('Saved. Only you can see it.').waitFor();
    expect(await page.getByText('There is no connection.').isVisible()).toBe(false);
    await kept(here, 'On the train.');
    await context.close();
  });

  it('and what she saves herself is never overtaken by a part that is on its way', async () => {
    const here = await writing();
    const { page } = here;
    const held: Route[] = [];
    await page.route('**/p/*', (route) =>
      isKept(route.request()) ? void held.push(route) : route.continue(),
    );
    await words(page).fill('A part');
    await until('a part on its way', () => Promise.resolve(held.length === 1));
    await words(page).fill('A part, and then the whole.');
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await held[0]?.continue();
    await comesTo(page, /\/when$/);
    await kept(here, 'A part, and then the whole.');
    await here.context.close();
  });

  it('and a line that hangs does not keep her from going on', async () => {
    const here = await writing();
    const { page } = here;
    const held: Route[] = [];
    await page.route('**/p/*', (route) =>
      isKept(route.request()) ? void held.push(route) : route.continue(),
    );
    await words(page).fill('Stuck');
    await until('a part on its way', () => Promise.resolve(held.length === 1));
    await page.getByRole('button', { name: 'Save and stop here' }).click();
    await comesTo(page, '/diary');
    await kept(here, 'Stuck');
    await here.context.close();
  });
});

describe('when her session has ended while she was away', () => {
  it('she is told as soon as she writes again, and gets her last words back to copy', async () => {
    const here = await writing();
    const { page } = here;
    await words(page).fill('Before.');
    await page.getByText('Saved. Only you can see it.').waitFor();
    await endSession(here.invitation);
    await words(page).fill('Before. And after.');
    await page.getByText('You are signed out. Press save').waitFor();
    await page.getByRole('button', { name: 'Save and go on' }).click();
    expect(await page.getByLabel('What you just wrote').inputValue()).toBe('Before. And after.');
    await expectNothingKept(page, 'signed out');
    await here.context.close();
  });

  it('without JavaScript she gets them back too, and was told to save now and then', async () => {
    const here = await writing(false);
    const { page } = here;
    await page.getByText('Press save now and then').waitFor();
    await words(page).fill('Line one.\nLine two 😀');
    await endSession(here.invitation);
    await page.getByRole('button', { name: 'Save and go on' }).click();
    expect(await page.getByLabel('What you just wrote').inputValue()).toBe('Line one.\nLine two 😀');
    await here.context.close();
  });
});

describe('what is said of pressure, which no page shows again', () => {
  const reporting = async (): Promise<Writing> => {
    const here = await writing();
    await here.page.goto(`${world.base}/pressure`);
    await here.page.getByLabel('Do you want to say more?').fill('They stood');
    return here;
  };
  const ends = async (invitation: string, change?: string): Promise<Date | undefined> =>
    withAdmin(async (admin) => {
      if (change !== undefined)
        await admin.query(`UPDATE lintel.intake_session SET ${change} WHERE invitation_id = $1`, [
          invitation,
        ]);
      const { rows } = await admin.query<{ at: Date }>(
        'SELECT expires_at AS at FROM lintel.intake_session WHERE invitation_id = $1',
        [invitation],
      );
      return rows[0]?.at;
    }, world.database.name);

  it('is not cut off by the time: whoever writes stays signed in', async () => {
    const here = await writing();
    const soon = await ends(here.invitation, `expires_at = now() + interval '2 minutes'`);
    await here.page.goto(`${world.base}/pressure`);
    await ends(here.invitation, `expires_at = now() + interval '2 minutes'`);
    await here.page.getByLabel('Do you want to say more?').fill('They stood');
    await until('a longer session', async () => {
      const at = await ends(here.invitation);
      return at !== undefined && soon !== undefined && at.getTime() > soon.getTime() + 120_000;
    });
    await here.context.close();
  });

  it('stays where it stands while there is no line, and goes once there is one', async () => {
    const here = await reporting();
    const { page, context } = here;
    const press = (): Promise<void> => page.getByRole('button', { name: 'Yes, I felt pressured' }).click();
    await context.setOffline(true);
    await press();
    await page.getByText('There is no connection. Please try again.').waitFor();
    expect(await page.getByLabel('Do you want to say more?').inputValue()).toBe('They stood');
    await context.setOffline(false);
    // So soon a second press would be a slip.
    await page.waitForTimeout(1_100);
    await press();
    await comesTo(page, '/done');
    const { rows } = await withAdmin(
      (admin) => admin.query('SELECT words FROM lintel.concern WHERE invitation_id = $1', [here.invitation]),
      world.database.name,
    );
    expect(rows).toEqual([{ words: 'They stood' }]);
    await context.close();
  });

  it('is not lost where the session has ended unseen: that is said first, and it goes when its writer is in again', async () => {
    const here = await reporting();
    const { page } = here;
    await endSession(here.invitation);
    await page.getByRole('button', { name: 'Yes, I felt pressured' }).click();
    await page.getByText('You are signed out. Open your link again').waitFor();
    expect(await page.getByLabel('Do you want to say more?').inputValue()).toBe('They stood');
    await here.context.close();
  });

  it('is told to have nowhere to go while it still stands there, once its writer comes back to it', async () => {
    const here = await reporting();
    const { page } = here;
    await endSession(here.invitation);
    await page.evaluate('window.dispatchEvent(new Event("focus"))');
    await page.getByText('You are signed out. Open your link again').waitFor();
    expect(await page.getByLabel('Do you want to say more?').inputValue()).toBe('They stood');
    await page.getByRole('button', { name: 'Yes, I felt pressured' }).click();
    await page.getByText('What you just did here was not kept. It went to nobody.').waitFor();
    expect(await page.content()).not.toContain('They stood');
    await expectNothingKept(page, 'signed out');
    await here.context.close();
  });
});
