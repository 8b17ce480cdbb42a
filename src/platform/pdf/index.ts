import type { Content } from 'pdfmake/interfaces';
import { make } from './engine';
import { BASIC } from './faces';

export type { Content };
export { UNKNOWN } from './faces';
/** Also draws the letters of title cards. */
export const CARD_FACE = BASIC.normal;
export { openFace } from './engine';
export { sheetPdf, sheetRows, type SheetLayout } from './sheet';
export type { Cell, Paragraph } from './long-rows';
export { ruledTable } from './table';

/** A4, in points. */
const [SHORT, LONG] = [595.28, 841.89];
const MARGIN = 48;
/** Between the margins of a page that stands, and of one that lies on its side, in points. */
export const ROOM = SHORT - 2 * MARGIN;
export const LANDSCAPE_ROOM = LONG - 2 * MARGIN;
const LABEL = 130;

/** Said at the end of a paper on which a sign is missing. */
export const CANNOT_PRINT =
  '\uFFFD stands for a sign that this paper cannot print. It can be read on a screen.';

/** A label and what it says. No wider than a page that stands: the maker of documents gives a `'*'` what its longest word wants. */
export const row = (label: string, value: string, style = 'value', room = ROOM): Content => ({
  columns: [
    { text: label, width: LABEL, style: 'label' },
    { text: value, width: room - LABEL, style },
  ],
  margin: [0, 1, 0, 1],
});

export const heading = (text: string): Content => ({
  text,
  style: 'heading',
  margin: [0, 16, 0, 4],
  headlineLevel: 1,
});

interface PageChoices {
  readonly pageOrientation?: 'portrait' | 'landscape';
  /** Stands out at the head of every page. */
  readonly header?: string;
  /** Written into the file, so that the same words give the same bytes; else the time of making. */
  readonly madeAt?: Date;
}

/** A plain document on A4, with `mark` and the page number at the foot. Styles: heading, label, value, code, head. */
export async function plainPdf(
  title: string,
  mark: string,
  content: readonly Content[],
  { pageOrientation = 'portrait', header, madeAt }: PageChoices = {},
): Promise<Buffer> {
  return make({
    info: { title, ...(madeAt !== undefined && { creationDate: madeAt, modDate: madeAt }) },
    language: 'en-GB',
    pageSize: 'A4',
    pageOrientation,
    pageMargins: [MARGIN, MARGIN, MARGIN, 56],
    defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.25 },
    styles: {
      heading: { fontSize: 12, bold: true },
      label: { color: '#4b5563' },
      value: {},
      code: { fontSize: 9 },
      head: { bold: true },
    },
    ...(header !== undefined && {
      header: { text: header, bold: true, color: '#942514', alignment: 'center', margin: [0, 20, 0, 0] },
    }),
    content: [...content],
    // No heading stands alone at the foot of a page.
    pageBreakBefore: ({ headlineLevel }, { getFollowingNodesOnPage }) =>
      headlineLevel === 1 && getFollowingNodesOnPage().length === 0,
    whenUnprintable: {
      text: CANNOT_PRINT,
      fontSize: 8,
      margin: [0, 12, 0, 0],
    },
    footer: (page, pages) => ({
      text: `${mark}, page ${page} of ${pages}`,
      alignment: 'center',
      fontSize: 8,
      color: '#4b5563',
      margin: [MARGIN, 12, MARGIN, 0],
    }),
  });
}
