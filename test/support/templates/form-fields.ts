import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `form.values.reason` and `form.errors.reason`: keyed by any name, so that their types say nothing. */
const READ = /\b\w*[fF]orm\.(?:values|errors)\.(\w+)/g;
/** Where a form's definition says what its fields are called, and where a page gives what stands in them at first. */
const SAID = /(?:labels:|values:|LABELS[^=]*=|emptyForm\()\s*\{([^}]*)\}/g;
const KEY = /\b(\w+)\b\s*[:,]|\b(\w+)\s*$/g;

const filesBelow = (folder: string, end: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(end) && !file.endsWith('.spec.ts'))
    .map((file) => join(folder, file));

const read = (file: string): string => readFileSync(file, 'utf8');

/** The names of all fields of the forms of an application. */
export function formFields(app: string): ReadonlySet<string> {
  const blocks = filesBelow(app, '.ts').flatMap((file) => [...read(file).matchAll(SAID)]);
  const keys = blocks.flatMap(([, block = '']) => [...block.matchAll(KEY)]);
  return new Set(keys.map(([, key, last]) => key ?? last ?? ''));
}

/** What a template reads of a form's fields by a name that no form has. */
export const unknownFields = (template: string, known: ReadonlySet<string>): string[] =>
  [...template.matchAll(READ)].map(([, name = '']) => name).filter((name) => !known.has(name));

/** By file, for all templates of an application. */
export const unknownFieldsOf = (app: string): string[] => {
  const known = formFields(app);
  return filesBelow(app, '.njk').flatMap((file) =>
    unknownFields(read(file), known).map((name) => `${file}: ${name}`),
  );
};
