import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { LONG_NAME, type People, type Who } from './people';

/** One page in one state, and how to get there without a word of any language. */
export interface State {
  readonly name: string;
  readonly who: Who;
  readonly path: (paths: People['paths']) => string;
  readonly act?: (page: Page, folder: string) => Promise<void>;
}

const MISTAKE = '.govuk-error-summary';

const state = (
  name: string,
  who: Who,
  path: string | State['path'],
  act?: NonNullable<State['act']>,
): State => ({ name, who, path: typeof path === 'string' ? () => path : path, ...(act && { act }) });

/** Presses the first button of the form and waits for the mistake to be told. */
async function pressWrong(page: Page, form = 'main form'): Promise<void> {
  await page.locator(`${form} .govuk-button`).first().click();
  await page.locator(MISTAKE).waitFor();
}

const fillWrong =
  (selector: string, value: string, more?: (page: Page) => Promise<void>) =>
  async (page: Page): Promise<void> => {
    await more?.(page);
    await page.locator(selector).fill(value);
    await pressWrong(page, `form:has(${selector})`);
  };

function file(folder: string, name: string, bytes: number): string {
  const path = join(folder, name);
  writeFileSync(path, Buffer.alloc(bytes, 7));
  return path;
}

/** Waits until the server knows of so many that were chosen, and the page says of each what it is. */
const noted = (page: Page, count: number): Promise<void> =>
  page
    .locator('[data-part="list"] > li:not([data-id=""])')
    .nth(count - 1)
    .waitFor();

/** Waits until a screen reader has been told of it. */
const said = (page: Page): Promise<void> =>
  page.locator('[data-part="said"]:not(:empty)').waitFor({ state: 'attached' });

/** Adds files while the line does something of its own. */
const adding =
  (line: 'hangs' | 'gone' | 'ended', name: string, bytes = 500_000) =>
  async (page: Page, folder: string): Promise<void> => {
    await page.route('**/upload**', (route) => {
      if (line === 'hangs') return undefined;
      return line === 'gone' ? route.abort('internetdisconnected') : route.fulfill({ status: 401 });
    });
    await page.locator('#files-input').setInputFiles([file(folder, name, bytes), file(folder, 'b.mp4', 5)]);
    await noted(page, 2);
    if (line === 'gone') {
      await page.locator('li progress:not([hidden])').first().waitFor();
      await said(page);
    }
    if (line === 'ended') await page.locator('.intake-trouble').waitFor();
  };

/** Opens the question that the field is of, as she would. */
const opening =
  (id: string) =>
  async (page: Page): Promise<void> => {
    await page.locator(`#${id} > summary`).click();
  };

/** Saves a page of the diary whose session has ended while she wrote. */
async function saveTooLate(page: Page): Promise<void> {
  await page.evaluate(
    ([action, words]) => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action });
      const field = document.createElement('textarea');
      Object.assign(field, { name: 'words', value: words });
      form.append(field);
      document.body.append(form);
      form.submit();
    },
    [`${NEW_ENTRY}/what`, `${'He stood at the gate. '.repeat(30)}\n\n${'x'.repeat(300)}`] as const,
  );
  await page.locator('#written').waitFor();
}

const NEW_ENTRY = `/diary/${randomUUID()}`;
const NOBODYS = '/files/00000000-0000-4000-8000-000000000000';

export const STATES: readonly State[] = [
  state('home', 'nobody', '/'),
  state('code', 'nobody', '/i/no-such-link'),
  state('code-wrong', 'nobody', '/i/no-such-link', fillWrong('#code', '00000000')),
  state('code-way-out', 'nobody', '/i/no-such-link', async (page) => {
    await page.locator('summary').click();
  }),
  state('assisted', 'nobody', ({ pass }) => pass),
  state('assisted-used', 'nobody', '/a/no-such-pass', (page) => pressWrong(page)),
  state('signed-out', 'nobody', '/files'),
  state('signed-out-writing', 'nobody', '/', saveTooLate),
  state('not-here', 'nobody', '/no-such-page'),
  state('helps', 'nobody', '/help'),
  state('help-ring', 'nobody', '/help/ring'),
  state('help-other', 'nobody', '/help/other'),
  state('website', 'nobody', '/about'),
  state('check', 'nobody', '/check'),
  state('stop-outside', 'nobody', '/stop'),
  state('pressure-outside', 'nobody', '/pressure'),
  state('recipient-code', 'nobody', '/b/no-such-link'),
  state('recipient-left', 'nobody', '/download'),

  state('stopped', 'stopping', '/stop', async (page) => {
    await page.locator('main form .govuk-button').first().click();
    await page.locator('main form').waitFor({ state: 'detached' });
  }),
  state('exit', 'fresh', '/start/exit'),
  state('questions', 'fresh', '/start/questions'),
  state('questions-error', 'fresh', '/start/questions', (page) => pressWrong(page)),
  state('advice', 'advised', '/start/advice'),
  state('notice', 'fresh', '/notice'),
  state('easy-read', 'fresh', '/notice/easy-read'),
  state('agreement', 'fresh', '/agreement'),
  state('agreement-error', 'fresh', '/agreement', (page) => pressWrong(page)),
  state('who-agrees-child', 'fresh', '/agreement/who?for=child'),
  state('who-agrees-helped', 'fresh', '/agreement/who?for=helped'),
  state('who-agrees-error', 'fresh', '/agreement/who?for=child', fillWrong('#name', LONG_NAME.slice(0, 190))),

  state('diary-empty', 'empty', '/diary'),
  state('what', 'empty', `${NEW_ENTRY}/what`),
  state('what-too-long', 'empty', `${NEW_ENTRY}/what`, fillWrong('#words', 'wort '.repeat(4_100))),
  state('files-empty', 'empty', '/files'),
  state('our-fault', 'adding', ({ broken }) => broken),
  state('files-nothing-chosen', 'empty', '/files', async (page) => {
    // As without the page's script, which would not let it go.
    await page.evaluate("document.querySelector('[data-part=form]').submit()");
    await page.locator(MISTAKE).waitFor();
  }),
  state('files-adding', 'adding', '/files', adding('hangs', LONG_NAME)),
  state('files-gone', 'offline', '/files', adding('gone', LONG_NAME)),
  state('files-ended', 'ended', '/files', adding('ended', 'a.mp4')),
  state('files-paused', 'paused', '/files', async (page, folder) => {
    await adding('gone', 'a.mp4')(page, folder);
    await page.locator('[data-part="pause"]:visible').first().click();
  }),
  state('files-refused', 'refused', '/files', async (page, folder) => {
    const names = [LONG_NAME.replace('.mp4', '.lnk'), 'empty.mp4', '.clip.mp4.icloud'];
    await page
      .locator('#files-input')
      .setInputFiles(names.map((name, size) => file(folder, name, name === 'empty.mp4' ? 0 : size + 1)));
    await noted(page, names.length);
    await said(page);
  }),
  state('files-help-open', 'empty', '/files', async (page) => {
    for (const summary of await page.locator('summary:visible').all()) await summary.click();
  }),
  state('receipts-empty', 'empty', '/receipts'),
  state('pressure', 'empty', '/pressure'),
  state('helper', 'empty', '/helper'),
  state('stop', 'empty', '/stop'),
  state('done', 'empty', '/done'),
  state('ask', 'empty', '/ask'),
  state('privacy', 'empty', '/privacy'),
  state('first-empty', 'empty', '/first'),
  state('accessibility', 'empty', '/accessibility'),
  state('language', 'empty', '/language'),
  state('notice-again', 'empty', '/notice?again'),
  state('file-not-here', 'empty', `${NOBODYS}/about`),
  state('send-not-yet', 'unsettled', '/send'),

  state('diary', 'full', '/diary'),
  state('entry', 'full', ({ entry }) => entry),
  state('when', 'full', ({ entry }) => `${entry}/when`),
  state(
    'when-no-such-day',
    'full',
    ({ entry }) => `${entry}/when`,
    fillWrong('#when-month', '2', async (page) => {
      await page.locator('#kind').check();
      await page.locator('#when-day').fill('31');
      await page.locator('#when-year').fill('2026');
    }),
  ),
  state(
    'when-no-such-time',
    'full',
    ({ entry }) => `${entry}/when`,
    fillWrong('#when-time', 'half past', async (page) => {
      await page.locator('#kind').check();
      for (const [part, value] of Object.entries({ day: '3', month: '2', year: '2026' }))
        await page.locator(`#when-${part}`).fill(value);
    }),
  ),
  state('who', 'full', ({ entry }) => `${entry}/who`),
  state('said', 'full', ({ entry }) => `${entry}/said`),
  state('more', 'full', ({ entry }) => `${entry}/more`),
  state('order', 'full', ({ entry }) => `${entry}/order`),
  state('many', 'full', '/diary/many'),
  state('many-error', 'full', '/diary/many', (page) => fillWrong('#month-1', '31')(page)),
  state('days', 'full', '/diary/days'),
  state('first', 'full', '/first', async (page) => {
    for (const summary of await page.locator('main summary:visible').all()) await summary.click();
    await page.evaluate('scrollTo(0, 0)');
  }),
  state('first-letter', 'full', '/first/ring'),
  state('search', 'full', '/diary/search', async (page) => {
    await page.locator('#words').fill('e');
    await page.locator('main form .govuk-button').click();
    await page.locator('[role="status"] a').first().waitFor();
  }),
  state('clips', 'full', ({ entry }) => `${entry}/clips`),
  state('remove', 'full', ({ entry }) => `${entry}/remove`),
  state('files', 'full', '/files'),
  state('about-copy', 'full', ({ copy }) => `${copy}/about`),
  state('about-original', 'full', ({ original }) => `${original}/about`),
  state('about-no-time', 'full', ({ noTime }) => `${noTime}/about`),
  state('about-waiting', 'full', ({ waiting }) => `${waiting}/about`),
  state(
    'about-no-such-day',
    'full',
    ({ copy }) => `${copy}/about`,
    fillWrong('#picture-day', '31', opening('in-picture')),
  ),
  state(
    'about-not-a-time',
    'full',
    ({ original }) => `${original}/about`,
    fillWrong('#shown', 'soon', opening('clock')),
  ),

  state('diary-sent', 'sent', '/diary'),
  state('sent-entry', 'sent', ({ sentEntry }) => sentEntry),
  state('sent-entry-clips', 'sent', ({ sentEntry }) => `${sentEntry}/clips`),
  state('receipts', 'sent', '/receipts'),
  state('receipt', 'sent', ({ receipt }) => receipt),
  state(
    'receipt-check',
    'sent',
    ({ receipt }) => receipt,
    async (page) => {
      await page.locator('summary').last().click();
    },
  ),
  state('receipt-plain', 'sent', ({ receipt }) => `${receipt}/plain`),
  state('files-sent-again', 'sent', '/files'),
  state('send-again', 'sent', '/send'),
  state('diary-renewed', 'renewed', '/diary'),
  state('receipts-renewed', 'renewed', '/receipts'),
  state('earlier', 'renewed', '/earlier'),
  state('beside', 'beside', '/start/exit'),
  state('own-code', 'beside', '/own-code'),
];
