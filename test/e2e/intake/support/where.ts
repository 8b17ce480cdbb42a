import type { Page } from 'playwright-core';
import { opened } from '../../../medium/intake/support/neutral';
import { until } from '../../../support/until';

/** Of the session that the browser has; empty for none. */
async function secretIn(page: Page): Promise<string> {
  const cookies = await page.context().cookies(new URL(page.url()).origin);
  return cookies.find(({ name }) => /^(?:__Host-)?session$/.test(name))?.value ?? '';
}

/** The page that a browser shows, by its path and query: what its address says only to who has the session. */
export async function whereIs(page: Page): Promise<string> {
  const { pathname, search } = new URL(page.url());
  return opened(pathname + search, `session=${await secretIn(page)}`);
}

/** Presses the link of the page that leads there, which its address does not tell. */
export async function follow(page: Page, path: string): Promise<void> {
  const links = page.locator('a[href]');
  const value = await secretIn(page);
  const found = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  const at = found.findIndex((address) => opened(address, `session=${value}`) === path);
  if (at < 0) throw new Error(`no link of ${await whereIs(page)} leads to ${path}`);
  await links.nth(at).dispatchEvent('click');
  await comesTo(page, path);
}

/** Until the browser has come to a page. */
export async function comesTo(page: Page, path: string | RegExp): Promise<void> {
  await until(`the page ${String(path)}`, async () => {
    const here = await whereIs(page);
    return typeof path === 'string' ? here === path : path.test(here);
  });
}

/** The page of a receipt. */
export const RECEIPT = /^\/receipts\/[0-9A-Z]{4}-[0-9A-Z]{4}$/;
