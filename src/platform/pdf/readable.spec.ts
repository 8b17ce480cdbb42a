import { universalWrongs } from '../../../test/support/pdf/universal';
import { heading, LANDSCAPE_ROOM, plainPdf, row, ruledTable, sheetPdf } from '.';

/** The maker of officers' documents writes no tags and no XMP (docs/receipt-format.md): what PDF/UA asks of these is not held. */
const OF_TAGS = /^(?:01-005|06-000|06-001|the structure)/;

const words = 'Żółć, Ελλάδα, Двері, fi ffl, 🙂, 门, לדלת, وہ آیا۔, সে দরজায় ছিল, ਪ੍ਰੀਤ, நான்';
const papers = {
  'a plain document': () =>
    plainPdf('Chronology', 'Chronology, 12AB3456', [heading('What was said'), row('Words', words), words], {
      header: 'OFFICIAL',
    }),
  'a table over several pages': () => {
    const rows = Array.from({ length: 90 }, (_, place) => [String(place), words]);
    const table = ruledTable(['No.', 'What'], rows, [36, '*'], LANDSCAPE_ROOM);
    return plainPdf('MG6C', 'MG6C, 12AB3456', [table], { pageOrientation: 'landscape' });
  },
  'a sheet of labels': () =>
    sheetPdf('Labels', 'Labels', { columns: 2, rows: 4, marginMm: 10 }, ['AB/1', 'AB/2'], 1, (label) => ({
      stack: [{ text: label, bold: true }, { qr: label, fit: 60 }, words],
    })),
};

it.each(Object.entries(papers))(
  '%s has a title that is shown, a language, and every face with what its signs stand for',
  async (_, paper) => {
    const wrongs = universalWrongs(await paper());
    expect(wrongs.filter((wrong) => !OF_TAGS.test(wrong))).toEqual([]);
    // Whoever teaches it to write tags takes the exception out.
    expect(wrongs.some((wrong) => OF_TAGS.test(wrong))).toBe(true);
  },
);
