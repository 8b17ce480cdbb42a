import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { chromium, type BrowserContext } from 'playwright-core';
import { PATIENCE_MS, until } from '../../../support/until';

/** Words of her pages, and of what the service is for. */
export const REVEALING =
  /police|evidence|stalk|doorbell|victim|officer|pressured|your diary|your files|your receipt/i;
/** Headings of hers: none is a title. */
const HEADINGS = /Before you start|A few questions|Your files|About this website|If someone pushes|Send now/;

/** What somebody would look for who has the device. */
export interface Sought {
  readonly host: string;
  /** Of the private links. */
  readonly tokens: readonly string[];
  readonly codes: readonly string[];
  /** The one title that there may be. */
  readonly title: string;
  /** Paths that the one who used it typed, and no page led to. */
  readonly typed?: readonly string[];
}

/** What the history may show of the site: where the code is entered, and what tells nothing. */
const TELLS_NOTHING = /^\/(?:p\/[\w-]{166})?$/;

/** A page that was left before its title was read is shown by its address. */
const hasTitle = (shown: string, host: string): boolean => {
  if (!URL.canParse(shown)) return true;
  const address = new URL(shown);
  return address.host !== host || !TELLS_NOTHING.test(address.pathname + address.search);
};

function tellingAddresses(list: string, { host, typed = [] }: Sought): string[] {
  const addresses = (JSON.parse(list) as readonly string[]).map((address) => new URL(address));
  const paths = addresses
    .filter((address) => address.host === host)
    .map(({ pathname, search }) => pathname + search);
  return paths.filter((path) => !TELLS_NOTHING.test(path) && !typed.includes(path));
}

/** The first word of each page's address behind the code. */
const PAGES = [
  ...[
    'agreement',
    'ask',
    'check',
    'diary',
    'done',
    'earlier',
    'files',
    'first',
    'help',
    'helper',
    'language',
  ],
  ...['next', 'notice', 'own-code', 'pressure', 'privacy', 'receipts', 'send', 'start', 'stop', 'stopped'],
];

/** An address of a page in any file of the profile; `files.json` and what is sent are no pages, and no history has them. */
function pathsOf({ host, typed = [] }: Sought): RegExp {
  const words = PAGES.filter((page) => !typed.includes(`/${page}`));
  return new RegExp(`${host}/(?:${words.join('|')})(?![\\w.-]*\\.js)`);
}

interface OnDisk {
  readonly path: string;
  readonly text: string;
}

/** A browser's profile as it lies on the disk of a real person's device. */
export class Profile {
  private context: BrowserContext | undefined;

  private constructor(readonly folder: string) {}

  static async make(): Promise<Profile> {
    return new Profile(await mkdtemp(join(tmpdir(), 'lintel-profile-')));
  }

  async open(): Promise<BrowserContext> {
    this.context = await chromium.launchPersistentContext(this.folder, {
      executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
      timeout: PATIENCE_MS,
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
      locale: 'en-GB',
      viewport: { width: 360, height: 740 },
    });
    this.context.setDefaultTimeout(PATIENCE_MS);
    return this.context;
  }

  /** The browser ends, and has written down what it keeps. */
  async close(): Promise<void> {
    await this.context?.close();
    this.context = undefined;
  }

  async erase(): Promise<void> {
    await this.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What is found that must not be, while no browser is open. */
  async findings(sought: Sought): Promise<string[]> {
    const history = await this.history();
    const found = history.titles
      .filter((title) => hasTitle(title, sought.host))
      .filter((title) => title.replace(/^Error: /, '') !== sought.title)
      .map((title) => `the history shows “${title}”`);
    if (sought.tokens.some((token) => history.addresses.includes(token)))
      found.push('the history shows a private link');
    const kept = await this.files();
    const note = (what: string, name: RegExp, tells: (text: string) => boolean): void => {
      for (const { path, text } of kept) if (name.test(path) && tells(text)) found.push(`${path}: ${what}`);
    };
    const hasToken = (text: string): boolean => sought.tokens.some((token) => text.includes(token));
    // What no page can keep Chromium from: a hidden row of its history, and what it opened, to restore it (docs/intake.md).
    note('a private link', /^(?!Default\/(History|Sessions\/))/, hasToken);
    note('a code', /./, (text) => sought.codes.some((code) => text.includes(code)));
    note('the site', /^Default\/Cache\//, (text) => text.includes(sought.host));
    note(
      'the site',
      /^Default\/(IndexedDB|Service Worker|Local Storage|Session Storage|blob_storage)\//,
      (text) => text.includes(sought.host),
    );
    // Compiled scripts, too, which are kept with their address whatever the server says.
    note('a word', /./, (text) => REVEALING.test(text));
    for (const address of tellingAddresses(history.addresses, sought))
      found.push(`the history shows ${address}`);
    const path = pathsOf(sought);
    note('the address of a page', /./, (text) => path.test(text));
    if (REVEALING.test(history.addresses)) found.push('the history shows a word in an address');
    note('a session', /Cookies/, (text) => text.includes('session'));
    note('a heading', /^Default\/(History|Favicons|Top Sites|Shortcuts)/, (text) => HEADINGS.test(text));
    if (!kept.some(({ path }) => path === 'Default/History'))
      found.push('there is no history: nothing was looked at');
    return found;
  }

  /** Which files of the whole profile hold one of these, while no browser is open. */
  async holding(parts: readonly Buffer[]): Promise<string[]> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const found: string[] = [];
    for (const { parentPath, name } of entries.filter((entry) => entry.isFile())) {
      const path = join(parentPath, name);
      const bytes = await readFile(path);
      if (parts.some((part) => bytes.includes(part))) found.push(relative(this.folder, path));
    }
    return found;
  }

  /** As the browser shows it. */
  private async history(): Promise<{ readonly titles: readonly string[]; readonly addresses: string }> {
    const context = await this.open();
    const page = context.pages()[0] ?? (await context.newPage());
    await page.goto('chrome://history');
    const items = page.locator('history-item');
    await items.first().waitFor();
    const links = items.locator('a');
    const titles = await until('titles in the history', async () => {
      const shown = await links.allInnerTexts();
      return shown.length > 0 && shown.every((title) => title !== '') && shown;
    });
    const addresses = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
    await this.close();
    return { titles: [...new Set(titles)], addresses: JSON.stringify(addresses) };
  }

  private async files(): Promise<OnDisk[]> {
    const entries = await readdir(join(this.folder, 'Default'), { recursive: true, withFileTypes: true });
    return Promise.all(
      entries
        .filter((entry) => entry.isFile())
        .map(async ({ parentPath, name }) => {
          const path = join(parentPath, name);
          return { path: relative(this.folder, path), text: await readFile(path, 'latin1') };
        }),
    );
  }
}
