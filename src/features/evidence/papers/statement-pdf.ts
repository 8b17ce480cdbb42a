import { DRAFT_MARK } from '../../../kernel/draft-mark';
import { heading, plainPdf, printable, row } from '../../../platform/pdf';
import { producingParagraph, type PaperExhibit } from './domain';

/** The draft paragraph on a page of its own, to be taken over into a statement. */
export const statementPdf = (exhibit: PaperExhibit): Promise<Buffer> =>
  plainPdf(`Producing paragraph for ${exhibit.reference}`, DRAFT_MARK, [
    { text: DRAFT_MARK, bold: true, color: '#942514', alignment: 'center', margin: [0, 0, 0, 12] },
    { text: `MG11: producing ${exhibit.reference}`, fontSize: 16, bold: true },
    row('URN', exhibit.urn),
    row('Witness', exhibit.producerName),
    heading('Paragraph for the statement'),
    { text: printable(producingParagraph(exhibit)), fontSize: 12, margin: [0, 4, 0, 12] },
    heading('To be checked by a person before it is signed'),
    {
      ul: [
        'The witness named here is the one who exported, took or made the item.',
        'The description says what the witness can say of it, and no more.',
        'The hash is the one on the label and in the custody history.',
      ],
    },
  ]);
