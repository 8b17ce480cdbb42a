import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { LANDSCAPE_ROOM, plainPdf, row, ruledTable, sheetPdf } from '../../../src/platform/pdf';

const run = promisify(execFile);
const NAME = `${'a_file_name_without_a_space_'.repeat(9)}.MP4`;

interface Read {
  readonly text: string;
  /** In the order of the file. */
  readonly words: readonly { readonly word: string; readonly x: number; readonly y: number }[];
  /** Words that begin or end outside the margins, in points. */
  readonly outside: string[];
}

async function read(pdf: Buffer, width: number): Promise<Read> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-paper-'));
  try {
    const file = join(folder, 'paper.pdf');
    await writeFile(file, pdf);
    const { stdout: boxes } = await run('pdftotext', ['-bbox', file, '-']);
    const { stdout: text } = await run('pdftotext', ['-layout', file, '-']);
    const words = [
      ...boxes.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)".*>(.*)<\/word>/g),
    ];
    expect(words.length).toBeGreaterThan(5);
    return {
      text,
      words: words.map(([, x, y, , word = '']) => ({ word, x: Number(x), y: Number(y) })),
      outside: words.flatMap(([, from, , to, word = '']) =>
        Number(from) < 0 || Number(to) > width ? [word] : [],
      ),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

const flat = (text: string): string => text.replaceAll(/\s/g, '');

it('a long word stays in its column, and the columns after it on the paper', async () => {
  const table = ruledTable(
    ['Item', 'Description', 'By'],
    [['1', NAME, 'Ann Bell']],
    [36, '*', 80],
    LANDSCAPE_ROOM,
  );
  const pdf = await plainPdf('A list', 'A list', [row('File', NAME, 'value', LANDSCAPE_ROOM), table], {
    pageOrientation: 'landscape',
  });
  const { text, outside } = await read(pdf, 842 - 48);
  expect(outside).toEqual([]);
  expect(text).toContain('Ann Bell');
  const upright = await plainPdf('A list', 'A list', [row('File', NAME), row('By', 'Ann Bell')]);
  expect(await read(upright, 595 - 48)).toMatchObject({ outside: [] });
});

it('of a row that is longer than a page nothing is cut off', async () => {
  const words = Array.from({ length: 1_200 }, (_, place) => `word${place}`);
  const table = ruledTable(['No.', 'What'], [['1', words.join(' ')]], [36, 300], LANDSCAPE_ROOM);
  const { text } = await read(
    await plainPdf('A list', 'A list', [table], { pageOrientation: 'landscape' }),
    842,
  );
  expect(words.filter((word) => !new RegExp(`${word}\\b`).test(text))).toEqual([]);
});

it('says where a sign cannot be printed, and lets none turn the text round', async () => {
  const { text } = await read(
    await plainPdf('A note', 'A note', [row('Name', '\u4ED6\u6765 Łucja \u202Egpj.exe \u9580')]),
    595,
  );
  expect(flat(text)).toContain('Name\uFFFD\uFFFDŁucjagpj.exe\uFFFD');
  expect(text).toContain('a sign that this paper cannot print');
  const plain = await read(await plainPdf('A note', 'A note', [row('Name', 'Łucja Δ Жук, of here')]), 595);
  expect(plain.text).not.toContain('cannot print');
});

describe('what is written in another script', () => {
  const URDU = 'وہ رات کو آیا۔ RingVideo_1.mp4 دیکھیں، فون 07700 900123 پر';

  it.each([
    ['a row', (text: string) => row('Words', text)],
    ['a list', (text: string) => ({ ul: [text] })],
    ['a plain text in bold', (text: string) => ({ text, bold: true })],
    [
      'a table',
      (text: string) => ruledTable(['No.', 'What'], [['1', [{ text }]]], [36, '*'], LANDSCAPE_ROOM),
    ],
  ])('stands in %s with all its words', async (_, content) => {
    const paper = await plainPdf('A note', 'A note', [content(URDU)], { pageOrientation: 'landscape' });
    const { text, words, outside } = await read(paper, 842 - 48);
    expect([outside, text.includes('\uFFFD')]).toEqual([[], false]);
    // As it is read aloud, found and copied; `runs.spec` says where each word is drawn.
    const said = words.map(({ word }) => word).join(' ');
    expect(URDU.split(' ').filter((word) => !said.includes(word))).toEqual([]);
  });

  it.each([
    ['Bengali', 'দরজায়'],
    ['Punjabi', 'ਪ੍ਰੀਤ'],
    ['Gujarati', 'દરવાજો'],
    ['Tamil', 'வணக்கம்'],
    ['Hindi', 'दरवाज़ा'],
    ['Hebrew', 'דלת'],
    ['Thai', 'ประตู'],
  ])('has a face for %s, and is read aloud and copied as it was written', async (_, word) => {
    const line = `${word} ${word} Gate ${word} 12 ${word}`;
    const { text, words } = await read(
      await plainPdf('A note', 'A note', [row('Words', line), { ul: [line] }]),
      595,
    );
    expect(text).not.toContain('\uFFFD');
    const said = words.map((one) => one.word).join(' ');
    expect(said.split(line)).toHaveLength(3);
  });

  it.each([
    ['Urdu', 'دروازہ'],
    ['Bengali', 'দরজায়'],
    ['Tamil', 'வணக்கம்'],
  ])('of a row in %s that is longer than a page nothing is cut off', async (_, word) => {
    const marks = Array.from({ length: 700 }, (__, place) => `${word} a${place}z`);
    const table = ruledTable(['No.', 'What'], [['1', marks.join(' ')]], [36, 300], LANDSCAPE_ROOM);
    const paper = await plainPdf('A list', 'A list', [table], { pageOrientation: 'landscape' });
    const { words } = await read(paper, 842);
    const found = new Set(words.flatMap((one) => one.word.split(' ')));
    expect(marks.filter((__, place) => !found.has(`a${place}z`))).toEqual([]);
    // Not below the foot of a page, either.
    expect(Math.max(...words.map(({ y }) => y))).toBeLessThan(595);
  });
});

it('counts its sheets of labels, and keeps the words of one out of the next', async () => {
  const layout = { columns: 2, rows: 4, marginMm: 10 };
  const labels = await sheetPdf(
    'Labels',
    '13/1/26',
    layout,
    Array.from({ length: 9 }, () => NAME),
    0,
    (name, at) => ({
      columns: [{ text: name, width: at.width }],
    }),
  );
  const { text, outside } = await read(labels, 595);
  expect(outside).toEqual([]);
  expect(text).toContain('13/1/26, sheet 2 of 2');
});
