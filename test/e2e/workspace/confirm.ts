import type { Page } from 'playwright-core';
import { PASSWORD } from '../../medium/workspace/world';

/** The officer is asked who they are before something leaves the service, answers, and goes on with what was typed. */
export async function confirmAndGoOn(page: Page, password = PASSWORD): Promise<void> {
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Confirm', exact: true }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
}
