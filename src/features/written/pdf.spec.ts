import { unpacked } from '../../../test/support/pdf/unpacked';
import { universalWrongs } from '../../../test/support/pdf/universal';
import { CANNOT_PRINT } from '../../platform/pdf';
import { writtenPdf } from './pdf';

it('the page of a written item is the same, byte for byte, whenever it is made: a killed worker leaves no other', async () => {
  const paper = {
    kind: 'incident' as const,
    content: { lines: [{ label: 'What happened', text: 'He stood at the gate' }] },
    frozenAt: new Date('2026-11-03T21:15:00Z'),
  };
  const first = await writtenPdf(paper);
  await new Promise((later) => setTimeout(later, 1_100));
  expect((await writtenPdf(paper)).equals(first)).toBe(true);
});

const said = (text: string) =>
  writtenPdf({
    kind: 'incident',
    content: {
      lines: [
        { label: 'What happened', text },
        { label: 'When', text: '26 October 2025, 01:40' },
      ],
    },
    frozenAt: new Date('2026-11-03T21:15:00Z'),
  });
const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
/** What a screen reader says, as the file has it: plain, or in UTF-16, with some of its bytes escaped. */
const tells = (paper: Buffer, words: string): boolean => {
  const file = unpacked(paper)
    .toString('latin1')
    .replaceAll(/\\([()\\nrtbf])/g, (_, sign: string) => ESCAPED[sign] ?? sign);
  const wide = Buffer.from(words, 'utf16le').swap16().toString('latin1');
  return file.includes(wide) || file.includes(Buffer.from(words).toString('latin1'));
};

it.each([
  ['Urdu', 'وہ رات کو آیا۔ RingVideo_1.mp4, 07700 900123', ['وہ رات کو آیا۔ RingVideo_1.mp4, 07700 900123']],
  ['Arabic', 'وقف عند الباب ليلًا\n\nثم ذهب', ['وقف عند الباب ليلًا', 'ثم ذهب']],
  ['Bengali', 'সে দরজায় ছিল', ['সে দরজায় ছিল']],
  ['Punjabi', 'ਉਹ ਦਰਵਾਜ਼ੇ ਤੇ ਸੀ', ['ਉਹ ਦਰਵਾਜ਼ੇ ਤੇ ਸੀ']],
])(
  'the page of what was written in %s has its words, and the same bytes each time',
  async (_, text, words) => {
    const paper = await said(text);
    expect([...words, 'What happened', 'item-frozen'].filter((word) => !tells(paper, word))).toEqual([]);
    expect(tells(paper, CANNOT_PRINT)).toBe(false);
    expect(universalWrongs(paper)).toEqual([]);
    await new Promise((later) => setTimeout(later, 1_100));
    expect((await said(text)).equals(paper)).toBe(true);
  },
);

it('the page of what was written says where a sign is on no paper', async () => {
  const paper = await said('Она пришла к двери. 他来了. هو');
  expect(tells(paper, 'Она пришла к двери')).toBe(true);
  expect(tells(paper, CANNOT_PRINT)).toBe(true);
});
