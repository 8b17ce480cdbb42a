import type { BrowserContext, Page, Response } from 'playwright-core';
import { keptOnDevice } from '../../../support/browser';

/** Watches what a browser would keep of a walk: titles, addresses, stored answers, cookies and stores. */
export class Traces {
  readonly #found = new Set<string>();
  readonly #judge = (response: Response): void => {
    if (!response.url().startsWith(this.base) || response.headers()['cache-control'] === 'no-store') return;
    this.#found.add(`a browser may keep ${new URL(response.url()).pathname}`);
  };

  constructor(
    private readonly context: BrowserContext,
    private readonly base: string,
    private readonly titles: readonly string[],
    /** Of the private link. */
    private readonly token: string,
  ) {
    context.on('response', this.#judge);
  }

  /** A browser that others use after it has been looked at enough. */
  end(): void {
    this.context.off('response', this.#judge);
  }

  get found(): string[] {
    return [...this.#found];
  }

  /** The history of one tab, and what its origin keeps. */
  async look(page: Page): Promise<void> {
    const session = await page.context().newCDPSession(page);
    const { entries } = await session.send('Page.getNavigationHistory');
    await session.detach();
    for (const { url, title } of entries.filter((entry) => entry.url.startsWith(this.base))) {
      if (!this.titles.includes(title)) this.#found.add(`the history has the title “${title}”`);
      if (url.includes(this.token)) this.#found.add('the history has the private link');
    }
    const { cookies, ...kept } = await keptOnDevice(page);
    if (Object.values(kept).some((count) => count > 0) || cookies.some((name) => name !== 'session'))
      this.#found.add(`the device keeps ${JSON.stringify({ cookies, ...kept })}`);
  }
}
