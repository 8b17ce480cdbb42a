import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

const APP = join(__dirname, '..');
const filesOf = (folder: string, end: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(end))
    .map((entry) => join(entry.parentPath, entry.name));

/** Two words of plain letters, one after the other; or one that begins like a label. */
const SENTENCE = /(?:^|[\s(“])[A-Za-z][a-z’']+,? [a-z’']+(?:$|[\s.,;:?!)”])/;
const LABEL = /^[A-Z][a-z]{2,}/;

/** What a template says by itself: between its tags, in attributes that are read out, and in what it hands on. */
function saidBy(template: string): string[] {
  const source = template.replaceAll(/\{#[\s\S]*?#\}|rel: "[^"]*"/g, '');
  const codes = source.match(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g) ?? [];
  const literals = codes.flatMap((code) =>
    Array.from(code.matchAll(/"([^"]*)"|'([^']*)'/g), ([, one, other]) => one ?? other ?? ''),
  );
  const html = source.replaceAll(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, ' ');
  const attributes = Array.from(
    html.matchAll(/(?:aria-label|aria-description|title|alt|placeholder)="([^"]*)"/g),
    ([, text = '']) => text,
  );
  const between = html.split(/<[^>]*>/);
  return [
    ...literals.filter((text) => SENTENCE.test(text) || LABEL.test(text)),
    ...[...attributes, ...between].filter((text) => /[A-Za-z]/.test(text)),
  ].map((text) => text.trim());
}

/** For programs and the log: what a constructor of an error, a logger or a decorator is handed. */
function isForPrograms(node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isNewExpression(parent)) return /(?:Error|NotFound)$/.test(parent.expression.getText());
  if (!ts.isCallExpression(parent)) return false;
  return /^super$|logger\.\w+$/.test(parent.expression.getText());
}

function saidIn(path: string): string[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const said: string[] = [];
  const visit = (node: ts.Node): void => {
    const isPart = ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if ((isPart || ts.isStringLiteralLike(node)) && SENTENCE.test(node.text)) {
      const whole = isPart ? ts.findAncestor(node, ts.isTemplateExpression) : node;
      if (whole === undefined || !isForPrograms(whole)) said.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return said;
}

const sources = filesOf(APP, '.ts').filter(
  (path) => !path.includes('/texts/') && !path.endsWith('.spec.ts') && !path.endsWith('.d.ts'),
);

describe('the one place for words', () => {
  it.each(filesOf(join(APP, 'templates'), '.njk').map((path) => [relative(APP, path), path]))(
    '%s has none of its own',
    (_name, path) => {
      expect(saidBy(readFileSync(path, 'utf8'))).toEqual([]);
    },
  );

  it.each(sources.map((path) => [relative(APP, path), path]))('%s has none of its own', (_name, path) => {
    expect(saidIn(path)).toEqual([]);
  });

  it('would be noticed', () => {
    expect(
      saidBy('<p title="Hello">{{ t.x }}</p>{{ button({ text: "Save", hint: "write it down" }) }} so'),
    ).toEqual(['Save', 'write it down', 'Hello', 'so']);
  });
});
