import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { neutralPdf, receiptPdf } from '../../../src/apps/intake/receipt-pdf';
import { speechIn } from '../../../src/apps/intake/speech';
import type { Receipt } from '../../../src/features/submissions';
import { draft } from '../../support/drafts';

const run = promisify(execFile);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lintel-telephones-'));
});
afterAll(() => rm(folder, { recursive: true }));

const RECEIPT = {
  reference: 'K7QF-2M9X',
  sentAt: new Date('2026-11-01T20:10:00Z'),
  clips: [],
  incidents: [{ number: 1, clips: [], earlier: false }],
} as unknown as Receipt;

interface Word {
  readonly text: string;
  readonly left: number;
  readonly top: number;
}

/** Where each word of a paper stands, as a reader of PDF finds its shapes. */
async function wordsOf(pdf: Buffer): Promise<Word[]> {
  const path = join(folder, 'paper.pdf');
  await writeFile(path, pdf);
  const { stdout } = await run('pdftotext', ['-bbox', path, '-']);
  return Array.from(
    stdout.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)</g),
    ([, left = '', top = '', text = '']) => ({ text, left: Number(left), top: Number(top) }),
  );
}

const PAPER = {
  ask: '',
  proof: { checkCode: '2345 6789 4T', file: '{}' },
  checkAt: 'https://drop.example/check',
} as const;

/** The groups stand on one line, each once, from left to right. */
function expectInOrder(words: readonly Word[], groups: readonly string[]): void {
  const [first = '', ...rest] = groups;
  const starts = words.flatMap(({ text }, place) => (text === first ? [place] : []));
  const found = starts.map((place) => words.slice(place, place + groups.length));
  expect(found.map((each) => each.map(({ text }) => text))).toEqual([[first, ...rest]]);
  expect(new Set(found.flat().map(({ top }) => top)).size).toBe(1);
  const places = found.flat().map(({ left }) => left);
  expect(places).toEqual(places.toSorted((one, other) => one - other));
}

it.each([
  ['ar', 'اتصل بنا على الرقم', 'في أي وقت من اليوم أو الليل'],
  ['ur', 'ہمیں اس نمبر پر فون کریں', 'دن ہو یا رات، کسی بھی وقت'],
] as const)(
  'a paper in %s has each telephone number whole, its groups from left to right',
  async (tag, before, after) => {
    for (const number of ['0191 496 0123', '+44 20 7946 0958']) {
      const ask = `${`${before} `.repeat(3)}${number} ${`${after} `.repeat(3)}`;
      const checkAt = 'https://drop.example/check';
      const words = await wordsOf(
        await receiptPdf(speechIn(draft(tag)), RECEIPT, { ask, proof: undefined, checkAt }),
      );
      expectInOrder(words, number.split(' '));
    }
  },
);

it.each(['ar', 'ur'] as const)(
  'in %s what begins with a number, and is no sentence, is in its own order',
  async (tag) => {
    const reference = '6446-N729';
    const clip = { fileName: '2026-11-01 (2) clip.mp4', size: 5_000, deviceSha256: null, storedSha256: null };
    const receipt = { ...RECEIPT, reference, clips: [clip] } as unknown as Receipt;
    const words = await wordsOf(await receiptPdf(speechIn(draft(tag)), receipt, PAPER));
    expect(words.map(({ text }) => text)).toContain(reference);
    expectInOrder(words, PAPER.proof.checkCode.split(' '));
    expectInOrder(words, clip.fileName.split(' '));
    const note = await wordsOf(await neutralPdf(speechIn(draft(tag)), receipt));
    expect(note.map(({ text }) => text)).toContain(reference);
  },
);
