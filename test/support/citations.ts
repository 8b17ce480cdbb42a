import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** Whatever looks as if law, a code, guidance or a form were named. Sections of technical standards have dots, or no letters and brackets. */
const NAMED = new RegExp(
  [
    /\bss?\.\s?\d+[A-Z]*(?:\(\w+\))*/,
    /\b[Ss]ections? \d+(?:[A-Z]+(?:\(\w+\))*|(?:\(\w+\))+)/,
    /\bAct (?:19|20)\d\d\b/,
    /\bMG ?\d+[A-Z]?\b/,
    /\b[Gg]uidelines\b/,
    /\b[Cc]odes? of [Pp]ractice\b/,
    /\b(?:CPIA|PACE|PCSC) \d{4}\b/,
    /\bGDPR\b/,
    /\bArticles? \d+/,
    /\bAuthorised Professional Practice\b/,
    /\bChapter \d+[A-Z]?/,
    /\bProcedure Rules\b/,
    /\bRegulations (?:19|20)\d\d\b/,
    /\bPart \d+ of the\b/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

/** Lines as one: what a comment or a long text breaks in two is one citation; what is put in stands as `…`. */
export const unbroken = (text: string): string =>
  text
    .replaceAll(/\$\{[^}]*\}/g, '…')
    .replaceAll(/['`"]\s*\+\s*\n\s*['`"]/g, '')
    .replaceAll(/\s*\n\s*(?:\*(?!\/)|\/\/|--|#)?\s*/g, ' ');

/** What is cited in a text and stands in none of the names. */
export function unknownCitations(text: string, names: readonly string[]): string[] {
  const whole = unbroken(text);
  const known = names.flatMap((name) => {
    const spans: [number, number][] = [];
    for (let at = whole.indexOf(name); at >= 0; at = whole.indexOf(name, at + 1)) {
      // A name that goes on, as section 3(1)(a) after section 3(1), is another one.
      if (!/^[\w(]/.test(whole.slice(at + name.length))) spans.push([at, at + name.length]);
    }
    return spans;
  });
  return [...whole.matchAll(NAMED)]
    .filter(({ 0: found, index }) => !known.some(([from, to]) => from <= index && index + found.length <= to))
    .map(({ 0: found, index }) => whole.slice(Math.max(0, index - 60), index + found.length + 20));
}

/** Texts of the product and of its documents, but for the register itself, what is made of it, and translations of what is English. */
export function citingFiles(): { readonly path: string; readonly text: string }[] {
  const listed = execFileSync('git', ['ls-files', '-z', 'src', 'docs', 'README.md'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return listed
    .split('\0')
    .filter((path) => /\.(ts|njk|md|mjs|cjs|sql|css|txt)$/.test(path))
    .filter((path) => !/\.spec\.ts$|^src\/kernel\/law\/|^docs\/law\.md$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}
