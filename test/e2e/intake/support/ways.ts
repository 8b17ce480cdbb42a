import type { BrowserContext, Page } from 'playwright-core';
import { until } from '../../../support/until';
import type { IntakeWorld } from '../../../medium/intake/support/intake';
import type { VisitorBrowser } from '../../../medium/intake/support/visitor';
import { comesTo } from './where';

export interface Invited {
  readonly link: string;
  readonly code: string;
}

export const tokenOf = (link: string): string => new URL(link).pathname.split('/').at(-1) ?? '';

/** How somebody comes to the pages and goes away from them. */
export interface Ways {
  readonly enters: (page: Page, invitation: Invited, victim: VisitorBrowser) => Promise<void>;
  readonly leaves: () => Promise<void>;
}

/** With the session of `victim`, and away with the whole browser. */
export const letIn = (world: IntakeWorld, context: BrowserContext): Ways => ({
  enters: async (page, { link }, victim) => {
    await page.goto(link);
    const value = victim.cookie.slice('session='.length);
    await context.addCookies([{ name: 'session', value, url: world.base }]);
  },
  leaves: () => context.close(),
});

/** By the link and the code, and by the way out. */
export const byCode = (world: IntakeWorld, context: BrowserContext): Ways => ({
  enters: async (page, { link, code }) => {
    await page.goto(link);
    await page.getByLabel('Your code').fill(code);
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await comesTo(page, '/diary');
  },
  leaves: async () => {
    const [page, ...others] = context.pages();
    for (const other of others) await other.close();
    await page?.locator('.govuk-exit-this-page__button').click();
    await until('the end of the session', async () =>
      (await context.cookies(world.base)).every(({ name }) => name === 'left'),
    );
  },
});
