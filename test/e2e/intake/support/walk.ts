import type { Page } from 'playwright-core';
import { axeFindings, keptOnDevice, screenshot, scrollsSideways } from '../../../support/browser';

const NOTHING = { local: 0, session: 0, databases: 0, caches: 0, workers: 0 };

/** Nothing is on the device but the one cookie, and that not after she has left. */
export async function expectNothingKept(page: Page, what: string): Promise<void> {
  const { cookies, ...kept } = await keptOnDevice(page);
  expect({ what, cookies: cookies.filter((name) => name !== 'session'), kept }).toEqual({
    what,
    cookies: [],
    kept: NOTHING,
  });
}

/** Her way through the pages: each one is looked at in the same way. */
export class Walk {
  private readonly trouble: string[] = [];
  private count = 0;

  constructor(
    readonly page: Page,
    private readonly name: string,
    private readonly axe: boolean,
  ) {
    page.on('pageerror', (error) => this.trouble.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.trouble.push(message.text());
    });
  }

  async press(name: string | RegExp): Promise<void> {
    await this.page.getByRole('button', { name }).first().click();
  }

  async follow(name: string | RegExp): Promise<void> {
    await this.page.getByRole('link', { name }).first().click();
  }

  /** Accessible, not too wide, neutral, and nothing on the device but the one cookie at most. */
  async look(what: string): Promise<void> {
    this.count += 1;
    await screenshot(this.page, `${this.name}-${String(this.count).padStart(2, '0')}-${what}`);
    if (this.axe) expect({ what, found: await axeFindings(this.page) }).toEqual({ what, found: [] });
    expect({ what, sideways: await scrollsSideways(this.page) }).toEqual({ what, sideways: false });
    expect(await this.page.title()).not.toMatch(/police|evidence|stalk|crime/i);
    await this.expectNothingKept(what);
  }

  expectNothingKept(what: string): Promise<void> {
    return expectNothingKept(this.page, what);
  }

  /** Chromium says of each answer above 399, and of each connection that was cut, that it is one. */
  expectNoTrouble(): void {
    expect(this.trouble.filter((line) => !/status of 4\d\d|ERR_|WebSocket/.test(line))).toEqual([]);
  }
}
