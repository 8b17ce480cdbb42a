import type { BrowserContext, Page, Request, Response } from 'playwright-core';
import { keptOnDevice } from '../../../support/browser';

/** Watches what a browser would keep of a walk: titles, addresses, stored answers, cookies and stores. */
export class Traces {
  readonly #found = new Set<string>();
  readonly #judge = (response: Response): void => {
    if (!response.url().startsWith(this.base) || response.headers()['cache-control'] === 'no-store') return;
    this.#found.add(`a browser may keep ${new URL(response.url()).pathname}`);
  };
  /** Addresses at which the browser's own page stood, without a line. It has no title in the history. */
  readonly #failed = new Set<string>();
  readonly #fail = (request: Request): void => {
    if (request.isNavigationRequest()) this.#failed.add(request.url());
  };

  constructor(
    private readonly context: BrowserContext,
    private readonly base: string,
    private readonly titles: readonly string[],
    /** Of the private link. */
    private readonly token: string,
  ) {
    context.on('response', this.#judge);
    context.on('requestfailed', this.#fail);
  }

  /** A browser that others use after it has been looked at enough. */
  end(): void {
    this.context.off('response', this.#judge);
    this.context.off('requestfailed', this.#fail);
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
      const isOwn = title === '' && this.#failed.has(url);
      if (!this.titles.includes(title) && !isOwn) this.#found.add(`the history has the title “${title}”`);
      if (url.includes(this.token)) this.#found.add('the history has the private link');
    }
    const { cookies, ...kept } = await keptOnDevice(page);
    if (Object.values(kept).some((count) => count > 0) || cookies.some((name) => name !== 'session'))
      this.#found.add(`the device keeps ${JSON.stringify({ cookies, ...kept })}`);
  }
}
