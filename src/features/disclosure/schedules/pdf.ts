import { LAW_MARK } from '../../../kernel/law';
import { formatDateTime } from '../../../platform/http';
import { LANDSCAPE_ROOM, plainPdf, ruledTable, type Content } from '../../../platform/pdf';
import { DRAFT_MARK, FORM_WORDS, isRestricted, type Form } from '../domain/schedule';
import type { MadeSchedule } from '../schedules.repository';
import { ENDORSEMENT_HEADINGS } from '../domain/endorsement';
import { answersOf, cellsOf, headings, LEAD, NIL, OUT_OF_DATE_MARK } from './words';

/** What the prosecutor fills in by hand, beside each item; and what the letters there mean. */
const FOR_THE_PROSECUTOR: Readonly<
  Record<Form, { readonly columns: readonly string[]; readonly key: string }>
> = {
  MG12: { columns: [], key: '' },
  MG6C: {
    columns: [ENDORSEMENT_HEADINGS.answer, ENDORSEMENT_HEADINGS.comment],
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
  MG12: [30, 80, '*', 120, 110, 90],
  MG6C: [30, 50, '*', 105, 85, 80, 50, 90],
  MG6D: [30, 50, '*', 105, '*', 80, 55, 50],
  MG6E: [36, 110, '*', 130, '*'],
};

function table(schedule: MadeSchedule): Content {
  const { form } = schedule;
  const rows = cellsOf(schedule);
  const answers = answersOf(schedule);
  if (rows.length === 0) return { text: NIL[form], margin: [0, 12, 0, 12] };
  const { columns, key } = FOR_THE_PROSECUTOR[form];
  return [
    { text: LEAD[form], margin: [0, 8, 0, 0] },
    ruledTable(
      [...headings(form), ...columns],
      rows.map((row, place) => [...row, ...(answers?.[place] ?? columns.map(() => ''))]),
      WIDTHS[form],
      LANDSCAPE_ROOM,
    ),
    ...(key === '' ? [] : [{ text: key, fontSize: 8, margin: [0, 0, 0, 12] } satisfies Content]),
  ];
}

const signature = ({
  form,
  signedName,
  signedAt,
  sentTo,
  sentAt,
  endorsedBy,
  endorsedAt,
}: MadeSchedule): Content => ({
  stack: [
    ...(signedName === null || signedAt === null
      ? []
      : [
          `Signed by name: ${signedName}, ${form === 'MG12' ? 'officer' : 'disclosure officer'}, ${formatDateTime(signedAt)}`,
        ]),
    ...(sentTo === null || sentAt === null ? [] : [`Sent to ${sentTo}, ${formatDateTime(sentAt)}`]),
    ...(endorsedBy === null || endorsedAt === null
      ? []
      : [`Endorsed by ${endorsedBy}; entered ${formatDateTime(endorsedAt)}`]),
  ],
});

const DOTS = '.'.repeat(56);

/** Whoever checks a draft signs it by hand. */
const hands = ({ form, signedName }: MadeSchedule): Content => (signedName === null ? handsOf(form) : []);

const handsOf = (form: Form): Content => ({
  margin: [0, 18, 0, 0],
  stack: (form === 'MG12' ? ['Officer in the case'] : ['Disclosure officer', 'Reviewing lawyer']).map(
    (who) => ({
      text: `${who}, signature ${DOTS}   name ${DOTS}   date ..........................`,
      margin: [0, 10, 0, 0],
    }),
  ),
});

/** The form to print: a draft, and one that is out of date, is marked as such on every page. */
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
        hands(schedule),
      ],
    },
  ];
  return plainPdf(
    `${form} ${FORM_WORDS[form]}`,
    `${form} of ${urn}, version ${version}, ${LAW_MARK}`,
    content,
    {
      pageOrientation: 'landscape',
      header: [
        ...(schedule.isOutOfDate === true ? [OUT_OF_DATE_MARK] : []),
        ...(schedule.signedAt === null ? [DRAFT_MARK] : []),
        ...(isRestricted(form) ? ['For the prosecutor, not for the defence'] : []),
      ].join('. '),
    },
  );
}
