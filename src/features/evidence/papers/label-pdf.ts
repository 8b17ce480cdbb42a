import { DRAFT_MARK } from '../../../kernel/draft-mark';
import { ROOM, sheetPdf, sheetRows, type Content, type SheetLayout } from '../../../platform/pdf';
import { labelCode, labelText, type PaperExhibit, type Statement } from './domain';

/** Bounds of the text's size, in points. */
const [SMALL, LARGE] = [5.5, 10];
const LONGEST_DESCRIPTION = 110;
/** Between the words and the code, in points. */
const GAP = 6;

const short = (text: string): string =>
  text.length <= LONGEST_DESCRIPTION
    ? text
    : `${text.slice(0, LONGEST_DESCRIPTION - 1).replace(/\s+\S{0,20}$/u, '')}…`;

function label(
  exhibit: PaperExhibit,
  statement: Statement,
  room: { readonly width: number; readonly height: number },
): Content {
  const size = Math.min(LARGE, Math.max(SMALL, Math.min(room.height / 19, room.width / 26)));
  const code = Math.min(room.height * 0.5, room.width * 0.34);
  const { reference, urn, description, sha256, producerName } = exhibit;
  return {
    columns: [
      {
        // A number, to which a long word keeps.
        width: room.width - code - GAP,
        stack: [
          { text: reference, bold: true, fontSize: size * 1.8 },
          {
            text: labelText(reference, { ...statement, name: statement.name || producerName }),
            fontSize: size,
            margin: [0, 2, 0, 3],
          },
          { text: short(description), fontSize: size * 0.9 },
          { text: `URN ${urn}`, fontSize: size * 0.9 },
          { text: `Signed ${'_'.repeat(20)}`, fontSize: size * 0.9, margin: [0, size, 0, 0] },
        ],
      },
      {
        width: code,
        stack: [
          { qr: labelCode(exhibit), eccLevel: 'M', fit: code },
          {
            text: `SHA-256\n${sha256.match(/.{16}/g)?.join('\n') ?? ''}`,
            fontSize: Math.max(4.5, size * 0.58),
            margin: [0, 3, 0, 0],
          },
        ],
      },
    ],
    columnGap: GAP,
  };
}

/** Labels inside a document, two beside each other, each of its own producer and with a line for the date. */
export const labelsContent = (exhibits: readonly PaperExhibit[]): Content =>
  sheetRows(exhibits, ROOM, (exhibit, room) => label(exhibit, { name: '', date: '' }, room));

/** Labels of one investigation to print, cut and sign; `used` places of the first sheet stay empty. */
export const labelsPdf = (
  exhibits: readonly PaperExhibit[],
  statement: Statement,
  layout: SheetLayout,
  used: number,
  madeAt: string,
): Promise<Buffer> =>
  sheetPdf(
    `Exhibit labels, ${exhibits[0]?.urn ?? ''}`,
    `${DRAFT_MARK}. ${exhibits[0]?.urn ?? ''}, made ${madeAt}`,
    layout,
    exhibits,
    used,
    (exhibit, room) => label(exhibit, statement, room),
  );
