import { formatDateTime } from '../../../platform/http';
import { smallZip } from '../archive';
import { ENDORSEMENT_HEADINGS } from '../domain/endorsement';
import { FORM_WORDS, isRestricted, type Form } from '../domain/schedule';
import type { MadeSchedule } from '../schedules.repository';
import { answersOf, cellsOf, headings, LEAD, NIL, stateMark } from './words';

/** WordprocessingML of ECMA-376 part 1, chapter 17: as little of it as a form needs. */
const NAMESPACE = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const DOCUMENT = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const TYPES = `${XML}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
const ROOT = `${XML}<Relationships xmlns="${RELATIONSHIPS}"><Relationship Id="rId1" Type="${DOCUMENT}" Target="word/document.xml"/></Relationships>`;

/** A4 lying on its side, in twentieths of a point, and its margins. */
const [LONG, SHORT, MARGIN] = [16838, 11906, 900];
const ROOM = LONG - 2 * MARGIN;

/** Shares of the width, by the number of columns. */
const SHARES: Readonly<Record<Form, readonly number[]>> = {
  MG12: [5, 13, 32, 20, 16, 14],
  MG6C: [5, 8, 29, 15, 13, 12, 7, 11],
  MG6D: [5, 10, 30, 17, 24, 14],
  MG6E: [5, 16, 30, 19, 30],
};

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML 1.0 can hold (section 2.2); anything else is shown as unknown. */
const NOT_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
const escaped = (text: string): string =>
  text.replaceAll(NOT_XML, '\uFFFD').replaceAll(/[&<>"]/g, (mark) => MARKS[mark] ?? '');

interface Look {
  readonly bold?: boolean;
  /** Points. */
  readonly size?: number;
}

function paragraph(text: string, { bold = false, size = 10 }: Look = {}): string {
  const look = `<w:rPr>${bold ? '<w:b/>' : ''}<w:sz w:val="${size * 2}"/><w:lang w:val="en-GB"/></w:rPr>`;
  const lines = text
    .split(/\r?\n/)
    .map((line, place) => `${place > 0 ? '<w:br/>' : ''}<w:t xml:space="preserve">${escaped(line)}</w:t>`);
  return `<w:p><w:pPr><w:spacing w:after="60"/></w:pPr><w:r>${look}${lines.join('')}</w:r></w:p>`;
}

function tableRow(cells: readonly string[], widths: readonly number[], isHead: boolean): string {
  const shown = cells.map(
    (cell, place) =>
      `<w:tc><w:tcPr><w:tcW w:w="${widths[place] ?? 0}" w:type="dxa"/></w:tcPr>${paragraph(cell, { bold: isHead, size: 9 })}</w:tc>`,
  );
  // The head is repeated on every page, and no row is torn in two.
  return `<w:tr><w:trPr><w:cantSplit/>${isHead ? '<w:tblHeader/>' : ''}</w:trPr>${shown.join('')}</w:tr>`;
}

const SIDES = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV'];

function table(schedule: MadeSchedule): string {
  const { form } = schedule;
  const answers = answersOf(schedule);
  const { answer, comment } = ENDORSEMENT_HEADINGS;
  const head = [...headings(form), ...(answers === undefined ? [] : [answer, comment])];
  const widths = SHARES[form].map((share) => Math.floor((ROOM * share) / 100));
  const borders = SIDES.map((side) => `<w:${side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>`);
  const rows = cellsOf(schedule).map((cells, place) =>
    tableRow([...cells, ...(answers?.[place] ?? [])], widths, false),
  );
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  return `<w:tbl><w:tblPr><w:tblW w:w="${ROOM}" w:type="dxa"/><w:tblBorders>${borders.join('')}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${tableRow(head, widths, true)}${rows.join('')}</w:tbl>`;
}

/** The form for a word processor (Office Open XML): the same as on paper, to fill in and send back. */
export function scheduleDocx(schedule: MadeSchedule): Buffer {
  const { form, version, urn, madeByName, madeAt, certifications, rows } = schedule;
  const body = [
    paragraph(stateMark(schedule), { bold: true }),
    ...(isRestricted(form) ? [paragraph('For the prosecutor, not for the defence', { bold: true })] : []),
    paragraph(`${form}: ${FORM_WORDS[form]}`, { bold: true, size: 16 }),
    paragraph(`URN ${urn}, version ${version}. Made by ${madeByName}, ${formatDateTime(madeAt)}`),
    ...(rows.length === 0 ? [paragraph(NIL[form])] : [paragraph(LEAD[form]), table(schedule)]),
    ...certifications.map((text, place) => paragraph(`${place + 1}. ${text}`)),
    paragraph(''),
  ];
  const page = `<w:sectPr><w:pgSz w:w="${LONG}" w:h="${SHORT}" w:orient="landscape"/><w:pgMar w:top="${MARGIN}" w:right="${MARGIN}" w:bottom="${MARGIN}" w:left="${MARGIN}" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>`;
  const document = `${XML}<w:document xmlns:w="${NAMESPACE}"><w:body>${body.join('')}${page}</w:body></w:document>`;
  return smallZip(
    [
      { path: '[Content_Types].xml', bytes: Buffer.from(TYPES) },
      { path: '_rels/.rels', bytes: Buffer.from(ROOT) },
      { path: 'word/document.xml', bytes: Buffer.from(document) },
    ],
    madeAt,
  );
}
