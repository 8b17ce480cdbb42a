import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import { make } from './engine';

export type { Content };
export { sheetPdf, type SheetLayout } from './sheet';

/** What the documents' font has no shapes for; a name must not look other than it is. */
const UNPRINTABLE =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]|\p{Extended_Pictographic}/gu;
export const printable = (text: string): string => text.replaceAll(UNPRINTABLE, '\u25A1');

export const row = (label: string, value: string, style = 'value'): Content => ({
  columns: [
    { text: label, width: 130, style: 'label' },
    { text: printable(value), width: '*', style },
  ],
  margin: [0, 1, 0, 1],
});

export const heading = (text: string): Content => ({ text, style: 'heading', margin: [0, 16, 0, 4] });

interface PageChoices {
  readonly pageOrientation?: 'portrait' | 'landscape';
  /** Stands out at the head of every page. */
  readonly header?: string;
}

/** A plain document on A4, with `mark` and the page number at the foot. Styles: heading, label, value, code, head. */
export async function plainPdf(
  title: string,
  mark: string,
  content: readonly Content[],
  { pageOrientation = 'portrait', header }: PageChoices = {},
): Promise<Buffer> {
  const definition: TDocumentDefinitions = {
    info: { title },
    language: 'en-GB',
    pageSize: 'A4',
    pageOrientation,
    pageMargins: [48, 48, 48, 56],
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
    footer: (page, pages) => ({
      text: `${mark}, page ${page} of ${pages}`,
      alignment: 'center',
      fontSize: 8,
      color: '#4b5563',
    }),
  };
  return make(definition);
}
