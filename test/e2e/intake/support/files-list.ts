import type { Dialog, Page } from 'playwright-core';

const NOT_NOTED = /noting down|could not note/;
const SHORT = { timeout: 3_000 };

/** Names in the list of files. */
export function rowsOf(page: Page, state = ''): Promise<string[]> {
  const one = state === '' ? '' : `[data-state="${state}"]`;
  return page.locator(`[data-part="list"] > li${one} [data-part="name"]`).allInnerTexts();
}

/** Of which the page says that no server knows them yet. */
export function unnotedOf(page: Page): Promise<string[]> {
  const lines = page.locator('[data-part="list"] > li').filter({ hasText: NOT_NOTED });
  return lines.locator('[data-part="name"]').allInnerTexts();
}

/** Which the page asks to be chosen again. */
export const askedFor = (page: Page): Promise<string[]> =>
  page.locator('[data-part="again-list"] li').allInnerTexts();

/**
 * Presses "Remove", and waits a little for the line to go. Gives the id that the line had at that moment: empty where no server knew of the
 * file yet.
 */
export async function takeOut(page: Page, name: string): Promise<string | undefined> {
  const row = page.locator('[data-part="list"] > li').filter({ hasText: name }).first();
  const id = await row
    .evaluate(
      (line) => {
        const known = (line as HTMLElement).dataset['id'] ?? '';
        line.querySelector<HTMLElement>('[data-part="remove"] button')?.click();
        return known;
      },
      undefined,
      SHORT,
    )
    .catch(() => undefined);
  await row.waitFor({ state: 'detached', ...SHORT }).catch(() => undefined);
  return id;
}

/** Presses a button beside one of the files that were taken out; its name, where there was one to press. */
export async function pressRemoved(
  page: Page,
  button: string,
  pick: (names: readonly string[]) => string | undefined,
): Promise<string | undefined> {
  const box = page.locator('[data-part="removed"]');
  if (!(await box.isVisible())) return undefined;
  if ((await box.getAttribute('open')) === null)
    await box
      .locator('summary')
      .click(SHORT)
      .catch(() => undefined);
  const name = pick(await box.locator('[data-part="removed-name"]').allInnerTexts());
  if (name === undefined) return undefined;
  const line = box.locator('li').filter({ hasText: name }).first();
  await line
    .getByRole('button', { name: button })
    .click(SHORT)
    .catch(() => undefined);
  await line.waitFor({ state: 'detached', ...SHORT }).catch(() => undefined);
  return name;
}

/** The question of a page that is left; nothing where it was left meanwhile, because everything was noted by then. */
export function askedOnLeaving(page: Page): Promise<Dialog | undefined> {
  return new Promise((resolve) => {
    const done = (dialog?: Dialog): void => {
      page.off('dialog', done);
      page.off('framenavigated', left);
      resolve(dialog);
    };
    // Without a line it is the browser's own page that comes.
    const left = (): void => done();
    page.on('dialog', done);
    page.on('framenavigated', left);
    page.evaluate('void setTimeout(() => location.reload())').catch(() => undefined);
  });
}
