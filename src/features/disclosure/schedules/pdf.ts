import { formatDateTime } from '../../../platform/http';
import { plainPdf, printable, type Content } from '../../../platform/pdf';
import { DRAFT_MARK, FORM_WORDS } from '../domain/schedule';
import type { MadeSchedule } from '../schedules.repository';
import { cellsOf, headings, NIL } from './words';

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

/** The form to print, marked as a draft on every page. */
export async function schedulePdf(schedule: MadeSchedule): Promise<Buffer> {
  const { form, version, urn, madeByName, madeAt, certifications } = schedule;
  const content: Content[] = [
    { text: `${form}: ${FORM_WORDS[form]}`, fontSize: 16, bold: true },
    { text: `URN ${printable(urn)}, version ${version}` },
    { text: `Made by ${printable(madeByName)}, ${formatDateTime(madeAt)}` },
    table(schedule),
    { ol: certifications.map((text) => ({ text, margin: [0, 0, 0, 6] })) },
    signature(schedule),
  ];
  return plainPdf(`${form} ${FORM_WORDS[form]}`, `${form}, version ${version}`, content, {
    pageOrientation: 'landscape',
    header: DRAFT_MARK,
  });
}
