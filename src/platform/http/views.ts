import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Environment, FileSystemLoader } from 'nunjucks';
import type { Assets } from './assets';
import { nameAmong, ownName } from './own-names';
import { formatBytes, formatDate, formatDateTime, formatDuration, formatToMinute } from './format';

const govukFolder = (): string => join(dirname(require.resolve('govuk-frontend/package.json')), 'dist');

export interface ViewOptions {
  /** Template folders of the app; the first that has a template wins. */
  readonly folders: readonly string[];
  readonly assets: Assets;
  /** To show what is not there is an error; otherwise it leaves a gap. */
  readonly strict: boolean;
  /** Known to every template, like `serviceName`. */
  readonly globals?: Readonly<Record<string, unknown>>;
}

/** Templates of one app over `govuk/...` and the shared `lintel/page.njk`. Everything is escaped. */
export class Views {
  readonly environment: Environment;

  constructor(options: ViewOptions) {
    const folders = [...options.folders, join(__dirname, 'templates'), govukFolder()];
    this.environment = new Environment(new FileSystemLoader(folders), {
      autoescape: true,
      throwOnUndefined: options.strict,
      trimBlocks: true,
      lstripBlocks: true,
    });
    this.environment
      .addFilter('bytes', formatBytes)
      .addFilter('date', formatDate)
      .addFilter('dateTime', formatDateTime)
      .addFilter('toMinute', formatToMinute)
      .addFilter('duration', formatDuration)
      .addFilter('own', ownName)
      .addFilter('among', nameAmong)
      .addGlobal('asset', (name: string) => options.assets.url(name));
    for (const [name, value] of Object.entries(options.globals ?? {}))
      this.environment.addGlobal(name, value);
  }

  /** @throws Error naming the template when it is missing or broken. */
  render(template: string, context: object = {}): string {
    return this.environment.render(template, context);
  }
}

/** How a policy names an inline script or style (CSP 3, section 2.3.1). */
export const policyHash = (text: string): string =>
  `sha256-${createHash('sha256').update(text).digest('base64')}`;

/**
 * The design system's template holds one inline script (it marks the page as having JavaScript). Its hash, taken from
 * the installed file so that an update cannot break it unseen, lets the policy allow that script and no other.
 */
export function templateScriptHash(): string {
  const template = readFileSync(join(govukFolder(), 'govuk', 'template.njk'), 'utf8');
  const script = /<script[^\n]*?>(document\.[^\n]*)<\/script>/.exec(template)?.[1];
  if (script === undefined) throw new Error('the design system template holds no inline script any more');
  return policyHash(script);
}
