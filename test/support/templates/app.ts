import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { parseTemplate, type TemplateNode } from './nodes';
import { checkPage, type PageReport } from './page';
import { ANYTHING, Scope, typed, type Value } from './scope';
import type { Sources } from './statements';
import { Types } from './types';

const ROOT = join(__dirname, '../../..');
const SHARED = join(ROOT, 'src/platform/http/templates');
/** Templates of others. */
const FOREIGN = /^(govuk|moj)\//;

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending));

/** One place of a template, misspelt. */
export interface Mistake {
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
}

/** The templates of one app with the types of what they are given. */
export class AppTemplates implements Sources {
  /** Every template that a page is made of. */
  readonly used = new Set<string>();
  private mistake: Mistake | undefined;
  private readonly types: Types;
  private readonly folder: string;

  /** @param pages the file that exports the app's `Pages` and `Layout` */
  constructor(
    app: string,
    private readonly pages: string,
    private readonly globals: readonly string[],
  ) {
    const source = join(ROOT, 'src/apps', app);
    this.folder = join(source, 'templates');
    const code = filesIn(source, '.ts').filter((file) => !/(^browser\/|\.spec\.ts$)/.test(file));
    this.types = Types.of(
      join(ROOT, 'tsconfig.json'),
      code.map((file) => join(source, file)),
    );
  }

  get all(): string[] {
    return filesIn(this.folder, '.njk');
  }

  get named(): string[] {
    return this.types.namesOf(this.exported('Pages'));
  }

  /** What is wrong with one page, perhaps after a mistake was made in one of its templates. */
  check(page: string, mistake?: Mistake): PageReport {
    this.mistake = mistake;
    const view = this.types.member([this.exported('Pages')], page) || undefined;
    const globals = new Scope();
    for (const name of [...BUILT_IN, ...this.globals]) globals.names.set(name, ANYTHING);
    for (const [name, value] of this.namesOf([this.exported('Layout')])) globals.names.set(name, value);
    return checkPage(page, new Map(this.namesOf(view)), { sources: this, types: this.types, globals });
  }

  read(file: string): TemplateNode | undefined {
    if (FOREIGN.test(file)) return undefined;
    this.used.add(file);
    return parseTemplate(this.textOf(file));
  }

  private namesOf(known: ReturnType<Types['element']>): [string, Value][] {
    const names = (known ?? []).flatMap((type) => this.types.namesOf(type));
    return names.map((name) => [name, typed(this.types.member(known, name) || undefined)]);
  }

  private exported(name: string) {
    return this.types.exported(join(ROOT, this.pages), name);
  }

  private textOf(file: string): string {
    const path = [this.folder, SHARED].map((folder) => join(folder, file)).find(existsSync);
    if (path === undefined) throw new Error(`there is no template ${file} in ${relative(ROOT, this.folder)}`);
    const text = readFileSync(path, 'utf8');
    if (file !== this.mistake?.file) return text;
    const { right, wrong } = this.mistake;
    if (!text.includes(right)) throw new Error(`${file} has no ${right}`);
    return text.replace(right, wrong);
  }
}

/** What nunjucks gives every template. */
const BUILT_IN = ['range', 'cycler', 'joiner', 'super', 'caller'];
