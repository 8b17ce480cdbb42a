import { DRAFT_MARK } from '../../../kernel/draft-mark';
import { heading, plainPdf, row } from '../../../platform/pdf';
import { producingParagraph, type PaperExhibit } from './domain';

/** The draft paragraph on a page of its own, to be taken over into a statement. `made`: by whom and when, as on the paper. */
export const statementPdf = (exhibit: PaperExhibit, made: string): Promise<Buffer> =>
  plainPdf(
    `MG11: paragraph producing ${exhibit.reference}`,
    `MG11 for ${exhibit.reference}, ${exhibit.urn}`,
    [
      { text: `MG11: paragraph producing ${exhibit.reference}`, fontSize: 16, bold: true },
      row('URN', exhibit.urn),
      row('Witness', exhibit.producerName),
      row('Made by', made),
      heading('Paragraph for the statement'),
      { text: producingParagraph(exhibit), fontSize: 12, margin: [0, 4, 0, 12] },
      heading('To be checked by a person before it is signed'),
      {
        ul: [
          'The witness named here is the one who exported, took or made the item.',
          'The description says what the witness can say of it, and no more.',
          'The hash is the one on the label and in the custody history.',
        ],
      },
    ],
    { header: DRAFT_MARK },
  );
