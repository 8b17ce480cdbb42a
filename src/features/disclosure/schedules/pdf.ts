import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import { formatDateTime } from '../../../platform/http';
import { DRAFT_MARK, FORM_WORDS } from '../domain/schedule';
import type { MadeSchedule } from '../schedules.repository';
import { cellsOf, headings, NIL } from './words';

const fonts = join(dirname(require.resolve('pdfmake/package.json')), 'fonts/Roboto');
const FONT = { normal: join(fonts, 'Roboto-Regular.ttf'), bold: join(fonts, 'Roboto-Medium.ttf') };

pdfmake.setFonts({ Roboto: FONT });
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => Object.values(FONT).includes(path));

/** What the document's font has no shapes for. */
const UNPRINTABLE =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]|\p{Extended_Pictographic}/gu;
const printable = (text: string): string => text.replaceAll(UNPRINTABLE, '\u25A1');

function table(schedule: MadeSchedule): Content {
  const rows = cellsOf(schedule);
  if (rows.length === 0) return { text: NIL[schedule.form], margin: [0, 12, 0, 12] };
  return {
    margin: [0, 12, 0, 12],
    layout: 'lightHorizontalLines',
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: [36, 90, '*', 140],
      body: [
        headings(schedule.form).map((text) => ({ text, style: 'head' })),
        ...rows.map((row) => row.map((text) => printable(text))),
      ],
    },
  };
}

const signature = ({ signedName, madeAt }: MadeSchedule): Content =>
  signedName === null
    ? []
    : { text: `Signed by name: ${printable(signedName)}, disclosure officer, ${formatDateTime(madeAt)}` };

const definition = (schedule: MadeSchedule): TDocumentDefinitions => ({
  info: { title: `${schedule.form} ${FORM_WORDS[schedule.form]}` },
  language: 'en-GB',
  pageSize: 'A4',
  pageOrientation: 'landscape',
  pageMargins: [40, 48, 40, 48],
  defaultStyle: { font: 'Roboto', fontSize: 9, lineHeight: 1.2 },
  styles: { head: { bold: true }, mark: { bold: true, color: '#942514' } },
  header: { text: DRAFT_MARK, style: 'mark', alignment: 'center', margin: [0, 20, 0, 0] },
  content: [
    { text: `${schedule.form}: ${FORM_WORDS[schedule.form]}`, fontSize: 16, bold: true },
    { text: `URN ${printable(schedule.urn)}, version ${schedule.version}` },
    { text: `Made by ${printable(schedule.madeByName)}, ${formatDateTime(schedule.madeAt)}` },
    table(schedule),
    { ol: schedule.certifications.map((text) => ({ text, margin: [0, 0, 0, 6] })) },
    signature(schedule),
  ],
  footer: (page, pages) => ({
    text: `${schedule.form}, version ${schedule.version}, page ${page} of ${pages}`,
    alignment: 'center',
    fontSize: 8,
  }),
});

/** The form to print, marked as a draft on every page. */
export async function schedulePdf(schedule: MadeSchedule): Promise<Buffer> {
  return pdfmake.createPdf(definition(schedule)).getBuffer();
}
