import { formatDateTime } from '../../../platform/http';
import { LANDSCAPE_ROOM, plainPdf, ruledTable, type Content } from '../../../platform/pdf';
import { DRAFT_MARK, FORM_WORDS, isRestricted, type Form } from '../domain/schedule';
import type { MadeSchedule } from '../schedules.repository';
import { cellsOf, headings, LEAD, NIL } from './words';

/** What the prosecutor fills in by hand, beside each item; and what the letters there mean. */
const FOR_THE_PROSECUTOR: Readonly<
  Record<Form, { readonly columns: readonly string[]; readonly key: string }>
> = {
  MG12: { columns: [], key: '' },
  MG6C: {
    columns: ['CPS: D, I or CND', 'Comment'],
    key: 'For the CPS: D disclose to the defence, I the defence may inspect, CND clearly not disclosable.',
  },
  MG6D: {
    columns: ['CPS: sensitive? Y or N', 'Court? Y or N'],
    key: 'For the CPS: whether it agrees that the item is sensitive, and whether the court is to be asked.',
  },
  MG6E: { columns: [], key: '' },
};

/** Widths in points of the columns of landscape A4. */
const WIDTHS: Readonly<Record<Form, (number | '*')[]>> = {
  MG12: [36, 100, '*', 130, 130],
  MG6C: [36, 70, '*', 120, 100, 70, 100],
  MG6D: [36, 70, '*', 120, '*', 70, 60],
  MG6E: [36, 110, '*', 130, '*'],
};

function table(schedule: MadeSchedule): Content {
  const { form } = schedule;
  const rows = cellsOf(schedule);
  if (rows.length === 0) return { text: NIL[form], margin: [0, 12, 0, 12] };
  const { columns, key } = FOR_THE_PROSECUTOR[form];
  return [
    { text: LEAD[form], margin: [0, 8, 0, 0] },
    ruledTable(
      [...headings(form), ...columns],
      rows.map((row) => [...row, ...columns.map(() => '')]),
      WIDTHS[form],
      LANDSCAPE_ROOM,
    ),
    ...(key === '' ? [] : [{ text: key, fontSize: 8, margin: [0, 0, 0, 12] } satisfies Content]),
  ];
}

const signature = ({ signedName, madeAt }: MadeSchedule): Content =>
  signedName === null
    ? []
    : { text: `Signed by name: ${signedName}, disclosure officer, ${formatDateTime(madeAt)}` };

const DOTS = '.'.repeat(56);

/** Whoever checks the draft signs it by hand. */
const hands = (form: Form): Content => ({
  margin: [0, 18, 0, 0],
  stack: (form === 'MG12' ? ['Officer in the case'] : ['Disclosure officer', 'Reviewing lawyer']).map(
    (who) => ({
      text: `${who}, signature ${DOTS}   name ${DOTS}   date ..........................`,
      margin: [0, 10, 0, 0],
    }),
  ),
});

/** The form to print, marked as a draft on every page. */
export async function schedulePdf(schedule: MadeSchedule): Promise<Buffer> {
  const { form, version, urn, madeByName, madeAt, certifications } = schedule;
  const content: Content[] = [
    { text: `${form}: ${FORM_WORDS[form]}`, fontSize: 16, bold: true },
    { text: `URN ${urn}, version ${version}        R v ${DOTS}` },
    { text: `Made by ${madeByName}, ${formatDateTime(madeAt)}` },
    table(schedule),
    {
      unbreakable: true,
      stack: [
        { ol: certifications.map((text) => ({ text, margin: [0, 0, 0, 6] })) },
        signature(schedule),
        hands(form),
      ],
    },
  ];
  return plainPdf(`${form} ${FORM_WORDS[form]}`, `${form} of ${urn}, version ${version}`, content, {
    pageOrientation: 'landscape',
    header: isRestricted(form) ? `${DRAFT_MARK}. For the prosecutor, not for the defence` : DRAFT_MARK,
  });
}
