import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from '../typescript';
import { parseTemplate, type TemplateNode } from './nodes';
import { checkPage, type PageReport } from './page';
import { ANYTHING, Scope, typed, type Value } from './scope';
import type { Sources } from './statements';
import { Types } from './types';

const SHARED = join(ROOT, 'src/platform/http/templates');
/** Templates of others. */
const FOREIGN = /^govuk\//;

const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending));

/** One place of a template, misspelt. */
export interface Mistake {
  readonly file: string;
  readonly right: string;
  readonly wrong: string;
}

/** An app whose pages are checked. */
export interface App {
  readonly name: string;
  /** Where the names of its templates begin, below its own folder. */
  readonly folder: string;
  /** The file that exports its `Pages` and its `Layout`. */
  readonly pages: string;
  /** What every template sees, also one that is imported. */
  readonly globals: readonly string[];
}

const folderOf = (app: App): string => join(ROOT, 'src/apps', app.name);

/** Of all the code of these apps, which is read once. */
export function typesOf(apps: readonly App[]): Types {
  const code = apps.flatMap((app) =>
    filesIn(folderOf(app), '.ts')
      .filter((file) => !/((^|\/)browser\/|\.spec\.ts$)/.test(file))
      .map((file) => join(folderOf(app), file)),
  );
  return Types.of(code);
}

/** The templates of one app with the types of what they are given. */
export class AppTemplates implements Sources {
  /** Every template that a page is made of. */
  readonly used = new Set<string>();
  private mistake: Mistake | undefined;
  /** By their text: what many pages are made of is parsed once. */
  private readonly parsed = new Map<string, TemplateNode>();
  private readonly folder: string;

  constructor(
    readonly app: App,
    private readonly types: Types,
  ) {
    this.folder = join(folderOf(app), app.folder);
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
    for (const name of [...BUILT_IN, ...this.app.globals]) globals.names.set(name, ANYTHING);
    const given = { layout: this.namesOf([this.exported('Layout')]), view: this.namesOf(view) };
    return checkPage(page, given, { sources: this, types: this.types, globals });
  }

  read(file: string): TemplateNode | undefined {
    if (FOREIGN.test(file)) return undefined;
    this.used.add(file);
    const text = this.textOf(file);
    const root = this.parsed.get(text) ?? parseTemplate(text);
    this.parsed.set(text, root);
    return root;
  }

  private namesOf(known: ReturnType<Types['element']>): [string, Value][] {
    const names = (known ?? []).flatMap((type) => this.types.namesOf(type));
    return names.map((name) => [name, typed(this.types.member(known, name) || undefined)]);
  }

  private exported(name: string) {
    return this.types.exported(join(ROOT, this.app.pages), name);
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
