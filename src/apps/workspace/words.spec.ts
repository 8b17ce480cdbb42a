import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const SRC = join(__dirname, '../..');
const filesOf = (folder: string, end: string): string[] =>
  readdirSync(join(SRC, folder), { recursive: true, withFileTypes: true })
    .filter(({ name }) => name.endsWith(end) && !name.endsWith('.spec.ts') && !name.endsWith('.d.ts'))
    .map((entry) => relative(SRC, join(entry.parentPath, entry.name)))
    .sort();

/** Victims, senders and officers are of every sex. */
const ONE_SEX = /\b(she|her|hers|herself|he|him|his|himself)\b/i;
/** A key or a path, such as `her-answer`. */
const isName = (text: string): boolean => /^[a-z./][\w./-]*$/.test(text);

/** Without comments and names: what stands between the tags and in attributes, and what is handed on. */
function saidByTemplate(template: string): string[] {
  const source = template.replaceAll(/\{#[\s\S]*?#\}/g, '');
  const code = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
  const literals = (source.match(code) ?? []).flatMap((one) =>
    Array.from(one.matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g), ([, a, b]) => a ?? b ?? ''),
  );
  return [...literals.filter((text) => !isName(text)), ...source.replaceAll(code, ' ').split('\n')];
}

/** String literals. */
function saidByCode(path: string, text: string): string[] {
  const said: string[] = [];
  const visit = (node: ts.Node): void => {
    const isPart = ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if ((isPart || ts.isStringLiteralLike(node)) && !isName(node.text)) said.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
  return said;
}

const ofOneSex = (said: readonly string[]): string[] => said.filter((text) => ONE_SEX.test(text));
const read = (path: string): string => readFileSync(join(SRC, path), 'utf8');

describe('what officers read is of a person of any sex', () => {
  it.each(filesOf('apps/workspace', '.njk'))('in %s', (path) =>
    expect(ofOneSex(saidByTemplate(read(path)))).toEqual([]),
  );

  // Refusals and words that pages, papers and the API's document share stand in the features.
  it.each(['apps/workspace', 'features', 'kernel', 'custody', 'platform'])('in the code of %s', (folder) => {
    const found = filesOf(folder, '.ts').flatMap((path) =>
      ofOneSex(saidByCode(path, read(path))).map((text) => `${path}: ${text}`),
    );
    expect(found).toEqual([]);
  });

  it.each([
    ['between tags', '<p>Ask her.</p>', ['<p>Ask her.</p>']],
    ['in what is handed on', '{{ button({ text: "Ask her", name: "her-name" }) }}', ['Ask her']],
    ['in an expression', "{{ 'She did' if her.did }}", ['She did']],
    ['not in a comment or a name', '{# She #}{% if her %}{{ her.name }}{% endif %}', []],
  ])('is looked for %s', (_where, template, found) =>
    expect(ofOneSex(saidByTemplate(template))).toEqual(found),
  );

  it('is looked for in literals and templates of code, not in its comments and names', () => {
    const code =
      "/** Her link. */ const her = ['her-answer', 'Ask her', `${her} and she`]; import './her-notes';";
    expect(ofOneSex(saidByCode('one.ts', code))).toEqual(['Ask her', ' and she']);
  });
});
