import { DRAFT_MARK } from '../../../kernel/draft-mark';
import { LAW_MARK } from '../../../kernel/law';
import { heading, plainPdf, row, type Content } from '../../../platform/pdf';
import { producingParagraph, type PaperExhibit } from './domain';

const CHECKS: readonly Content[] = [
  heading('To be checked by a person before it is signed'),
  {
    ul: [
      'The witness named here is the one who exported, took or made the item.',
      'The description says what the witness can say of it, and no more.',
      'The hash is the one on the label and in the custody history.',
    ],
  },
];

/** The draft paragraph on a page of its own, to be taken over into a statement. `made`: by whom and when, as on the paper. */
export const statementPdf = (exhibit: PaperExhibit, made: string): Promise<Buffer> =>
  plainPdf(
    `MG11: paragraph producing ${exhibit.reference}`,
    `MG11 for ${exhibit.reference}, ${exhibit.urn}, ${LAW_MARK}`,
    [
      { text: `MG11: paragraph producing ${exhibit.reference}`, fontSize: 16, bold: true },
      row('URN', exhibit.urn),
      row('Witness', exhibit.producerName),
      row('Made by', made),
      heading('Paragraph for the statement'),
      { text: producingParagraph(exhibit), fontSize: 12, margin: [0, 4, 0, 12] },
      ...CHECKS,
    ],
    { header: DRAFT_MARK },
  );

type Witnesses = readonly { readonly witness: string; readonly exhibits: readonly PaperExhibit[] }[];

/** Draft paragraphs of many exhibits: each witness begins a page. */
export function statementsContent(witnesses: Witnesses, made: string): Content[] {
  const urn = witnesses[0]?.exhibits[0]?.urn ?? '';
  return witnesses.map(({ witness, exhibits }, place): Content => ({
    ...(place > 0 && { pageBreak: 'before' }),
    stack: [
      { text: `MG11: paragraphs for the statement of ${witness}`, fontSize: 16, bold: true },
      row('URN', urn),
      row('Witness', witness),
      row('Made by', made),
      heading('Paragraphs for the statement'),
      ...exhibits.map((exhibit): Content => ({
        text: producingParagraph(exhibit),
        fontSize: 12,
        margin: [0, 4, 0, 8],
      })),
      ...CHECKS,
    ],
  }));
}

export function statementsPdf(witnesses: Witnesses, made: string): Promise<Buffer> {
  const urn = witnesses[0]?.exhibits[0]?.urn ?? '';
  const parts = statementsContent(witnesses, made);
  return plainPdf(`MG11: producing paragraphs, ${urn}`, `MG11, ${urn}, ${LAW_MARK}`, parts, {
    header: DRAFT_MARK,
  });
}
