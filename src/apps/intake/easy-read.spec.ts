import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticeSectionLines } from '../../features/invitations';
import { EASY_READ_SECTIONS, easyReadSections, PICTURES } from './easy-read';
import { EASY_READ } from './texts/easy-read.en';
import { NOTICE_PAGE } from './texts/notice.en';

const SAYS: Readonly<Record<string, string>> = EASY_READ.says;
const sentencesOf = (text: string): string[] =>
  (text.match(/[^.!?]+[.!?]+/g) ?? []).map((sentence) => sentence.trim());
const hardIn = (text: string): string[] => Array.from(text.matchAll(/\*([^*]+)\*/g), ([, word = '']) => word);

/** What docs/intake.md says: which lines of the Easy Read version say which sentences of the notice. */
const DOCS = readFileSync(join(__dirname, '../../../docs/intake.md'), 'utf8');
const ROWS = DOCS.slice(DOCS.indexOf('| fact '))
  .split('\n\n', 1)
  .flatMap((table) => table.split('\n').slice(2))
  .map((line) => {
    const [, ids = '', notice = '', easy = ''] = line.split('|').map((cell) => cell.trim());
    const names = Array.from(ids.matchAll(/`(\w+)`/g), ([, id = '']) => id);
    return { ids: names, notice, easy: easy.replaceAll('**', '*') };
  });
const OWN = /^_(?:how to read it|a hard word)_$/;

describe('the Easy Read version', () => {
  const { please, leave, other, sections } = NOTICE_PAGE;
  const headings = new Set<string>(sections.map(({ heading }) => heading));
  const ofNotice = [please, ...noticeSectionLines(sections), other, leave]
    .filter((line) => !headings.has(line))
    .flatMap(sentencesOf);

  it('says each sentence of the notice, once, and the notice says all that it does', () => {
    const mapped = ROWS.filter(({ notice }) => !OWN.test(notice)).flatMap(({ notice }) =>
      sentencesOf(notice),
    );
    expect(ofNotice.length).toBeGreaterThan(20);
    expect(mapped.toSorted()).toEqual(ofNotice.toSorted());
  });

  it('has each of its lines in the table, word for word', () => {
    expect(ROWS.flatMap(({ ids }) => ids).toSorted()).toEqual(Object.keys(SAYS).toSorted());
    for (const { ids, easy } of ROWS) expect(easy).toBe(ids.map((id) => SAYS[id]).join(' '));
  });

  it('shows each of its lines once, beside a picture that is there; and no picture lies idle', () => {
    const points = EASY_READ_SECTIONS.flatMap((section) => section.points);
    expect(points.flatMap(({ says }) => says).toSorted()).toEqual(Object.keys(SAYS).toSorted());
    const shown = points.map(({ picture }) => `${picture}.svg`);
    expect(shown.toSorted()).toEqual(readdirSync(PICTURES).toSorted());
    for (const { picture } of easyReadSections(EASY_READ).flatMap((section) => section.points))
      expect(picture).toMatch(/^<svg [^>]*aria-hidden="true"[^>]*>(?:<[^>]+>)+<\/svg>$/);
  });

  it('has no sentence of more than twelve words', () => {
    const long = [...Object.values(SAYS), EASY_READ.answer]
      .flatMap(sentencesOf)
      .filter((sentence) => sentence.split(' ').length > 12);
    expect(long).toEqual([]);
  });

  it('marks each hard word once, and explains it by the next line that is nothing but that', () => {
    const lines = EASY_READ_SECTIONS.flatMap(({ points }) => points.flatMap(({ says }) => says));
    const explained = ROWS.filter(({ notice }) => notice === '_a hard word_').flatMap(({ ids }) => ids);
    const marked = lines.filter((id) => id !== 'bold' && hardIn(SAYS[id] ?? '').length > 0);
    const words = marked.flatMap((id) => hardIn(SAYS[id] ?? ''));
    expect(new Set(words).size).toBe(words.length);
    expect(marked.map((id) => lines[lines.indexOf(id) + 1])).toEqual(explained);
    explained.forEach((id, at) => {
      expect(SAYS[id]?.toLowerCase()).toContain(words[at]);
    });
  });
});
