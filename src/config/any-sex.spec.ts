import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');
const DOCUMENTS = [
  'README.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];

/** Victims, senders and officers are of every sex. */
const ONE_SEX = /\b(she|her|hers|herself|he|him|his|himself)\b/i;
/** Code in blocks and in lines, and what is quoted. */
const NOT_OURS = /^```[\s\S]*?^```|`[^`\n]+`|“[^”\n]*”|"[^"\n]*"/gm;

const ofOneSex = (text: string): string[] =>
  text
    .replaceAll(NOT_OURS, (left) => left.replaceAll(/[^\n]/g, ' '))
    .split('\n')
    .flatMap((line, at) => (ONE_SEX.test(line) ? [text.split('\n')[at] ?? ''] : []));

describe('what the documents say is of a person of any sex', () => {
  it('in every line', () => {
    const found = DOCUMENTS.flatMap((path) =>
      ofOneSex(readFileSync(join(ROOT, path), 'utf8')).map((line) => `${path}: ${line}`),
    );
    expect(found).toEqual([]);
  });

  it.each([
    ['is found in a sentence', 'The link is made.\nShe opens it.', ['She opens it.']],
    ['is found beside what is quoted', 'What "she" says is hers.', ['What "she" says is hers.']],
    ['is not looked for in code', 'A `her-answer` is kept.\n\n```\nconst her = 1;\n```', []],
    ['is not looked for in what is quoted', 'A test: “from her link”, and "Ask her".', []],
    ['is not found in another word', 'There, where others gather, the theme is here.', []],
  ])('%s', (_where, text, found) => expect(ofOneSex(text)).toEqual(found));
});
