import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpacked } from '../../../../test/support/pdf/unpacked';
import { structureOf, universalWrongs } from '../../../../test/support/pdf/universal';
import type { Receipt } from '../../../features/submissions';
import { ENGLISH } from '../texts/en';
import { readPo } from '../texts/catalogue/po';
import type { Language } from '../texts/language';
import { languageOf } from '../texts/languages';
import { noticePdf } from '../notice-pdf';
import { neutralPdf, receiptPdf } from '../receipt-pdf';
import { speechIn } from '../speech';

const DRAFTS = join(__dirname, '../texts/drafts');
const languages: Language[] = [
  ENGLISH,
  ...readdirSync(DRAFTS)
    .filter((name) => name.endsWith('.po'))
    .map((name) => languageOf(readPo(readFileSync(join(DRAFTS, name))))),
];

/** In each script that the paper has letters of, joined, stacked and with marks, and one that it has none of. */
const NAMES = [
  'Ring_2026-11-01.mp4',
  'لا إله محمد ـ كاميرا الباب.mp4',
  'דלת שָׁלוֹם.mp4',
  'दरवाज़ा क्षेत्र श्री.mp4',
  'দরজা ক্ষুদ্র স্ত্রী.mp4',
  'ਦਰਵਾਜ਼ਾ ਪ੍ਰੀਤ.mp4',
  'દરવાજો શ્રી.mp4',
  'கதவு ஸ்ரீ.mp4',
  'ประตู น้ำ.mp4',
  'Przedpokój żółć Ελλάδα Двері.mp4',
  '🚪👩🏽‍💻🏳️‍🌈.mp4',
  '门.mp4',
  `${'a very long name '.repeat(12)}fi ffl.mp4`,
];

const receipt = (files: number): Receipt =>
  ({
    reference: 'K7QF-2M9X',
    sentAt: new Date('2026-11-01T20:10:00Z'),
    clips: Array.from({ length: files }, (_, place) => ({
      fileName: NAMES[place % NAMES.length],
      size: 330_000 + place,
      deviceSha256: place % 3 === 0 ? null : 'ab'.repeat(32),
      storedSha256: place % 2 === 0 ? null : 'cd'.repeat(32),
    })),
    incidents: [
      { number: 1, clips: [], earlier: false },
      { number: 2, clips: ['x'], earlier: true },
    ],
  }) as unknown as Receipt;

const proof = { checkCode: 'K7QF 2M9X 4T', file: '{"format":"lintel-receipt/v1"}' };
const extras = { ask: 'Call 0191 496 0000 and ask for Sam. 🙂', checkAt: 'https://drop.example/check' };
const asked = { asked: 'Clips of the gate.\nFrom 1 May.', reason: 'What it shows.', told: 'before' } as const;

describe.each(languages.map((language) => [language.tag, speechIn(language)] as const))(
  'the victim’s papers in %s',
  (tag, speech) => {
    // What names do to a paper is the same in each language.
    const files = speech.language === ENGLISH ? NAMES.length : 3;
    const papers = {
      'a receipt with its proof': () => receiptPdf(speech, receipt(files), { ...extras, proof }),
      'a receipt without one': () => receiptPdf(speech, receipt(1), { ...extras, ask: '', proof: undefined }),
      'a delivery note': () => neutralPdf(speech, receipt(2)),
      'a copy of the notice': () => noticePdf(speech, '3'),
      'a copy of another person’s notice': () => noticePdf(speech, 'other-1', asked),
    };

    it.each(Object.entries(papers))('%s meets PDF/UA-1, as far as a program can judge', async (_, paper) => {
      const bytes = await paper();
      expect(universalWrongs(bytes)).toEqual([]);
      expect(structureOf(bytes).slice(0, 2)).toEqual(['Document', 'H1']);
      expect(bytes.includes(`/Lang (${tag})`)).toBe(true);
    });
  },
);

describe('what judges them', () => {
  let text: string;
  beforeAll(async () => {
    const bytes = await receiptPdf(speechIn(ENGLISH), receipt(1), { ...extras, proof });
    text = unpacked(bytes).toString('latin1');
    expect(universalWrongs(Buffer.from(text, 'latin1'))).toEqual([]);
  });

  it.each([
    ['/Marked true', '/Marked null', '06-000'],
    ['/DisplayDocTitle true', '/DisplayDocTitle null', '07-001'],
    ['/Lang (en-GB)', '/Long (en-GB)', '11-006'],
    ['pdfuaid:part>1<', 'pdfuaid:part>2<', '06-002'],
    ['<dc:title>', '<dc:titel>', '06-003'],
    ['/S /H1', '/S /H3', '14-002'],
    ['/S /H2', '/S /H4', '14-003'],
    ['/S /LI\n', '/S /TD\n', '09-005'],
    ['/S /LBody', '/S /Lbodi', '02-001'],
    ['/S /P\n', '/S /H\n', '14-007'],
    ['/FontFile2', '/FontFileX', '31-009'],
    ['/ToUnicode', '/ToUnknown', '31-027'],
    ['/CIDToGIDMap', '/CIDToGIDmap', '31-004'],
    ['/StructParents', '/StructPorents', '01-006'],
    ['/Pg ', '/Pq ', '01-005'],
    ['/UF ', '/UX ', '21-001'],
    ['/P <<\n/MCID', '/P <<\n/MCXD', '01-005 TJ paints'],
    ['/Lbl <<\n/MCID 1\n>> BDC\n/DeviceRGB cs', '/Lbl <<\n/MCID 1\n>> BDC\n/Artifact BMC', '01-003'],
    ['\nEMC\n', '\nEXC\n', 'a mark has no end'],
    ['/MCID 1\n', '/MCID 0\n', 'the piece 0 is there twice'],
    ['[<0001', '[<0000', '31-030'],
    [
      '/Pagination\n>> BDC\n/DeviceRGB cs\n0.29411764705882354',
      '/Pagination\n>> BDC\n/P <</MCID 1>> BDC',
      '01-004',
    ],
    ['[<0000> <0052>', '[<0000> <>', '10-001'],
    ['[<0000> <0052>', '[<0000> <0000>', '31-028'],
    ['[<0000> <0052>', '[<0000> <feff>', '31-029'],
  ])('sees %j become %j: %s', (good, bad, condition) => {
    expect(text.includes(good)).toBe(true);
    // As long as it was: the table of the file says where each object begins.
    const wrongs = universalWrongs(Buffer.from(text.replaceAll(good, bad.padEnd(good.length)), 'latin1'));
    expect(wrongs.filter((wrong) => wrong.startsWith(condition))).not.toEqual([]);
  });
});
