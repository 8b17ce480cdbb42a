import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { receiptPdf } from '../../../src/apps/intake/receipt-pdf';
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
      const groups = number.split(' ').map((group) => {
        const found = words.filter(({ text }) => text === group);
        expect({ group, found: found.length }).toEqual({ group, found: 1 });
        return found[0] as Word;
      });
      expect(new Set(groups.map(({ top }) => top)).size).toBe(1);
      const places = groups.map(({ left }) => left);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
    }
  },
);
