import type { Content } from 'pdfmake/interfaces';
import type { Receipt, ReceiptClip } from '../../features/submissions';
import { formatBytes, formatDateTime } from '../../platform/http';
import { heading, pdf, printable, row } from './pdf';
import { CHECKING, COMMANDS, NEUTRAL, NEXT, STOPPING, whomToAsk } from './texts/receipt.en';

function clipBlock(clip: ReceiptClip, index: number): Content {
  return {
    unbreakable: true,
    margin: [0, 8, 0, 0],
    stack: [
      { text: `File ${index + 1}`, style: 'heading' },
      row('Name', printable(clip.fileName)),
      row('Size', `${formatBytes(clip.size)} (${clip.size} bytes)`),
      row('SHA-256 on your device', clip.deviceSha256 ?? 'not made on your device', 'code'),
      row('SHA-256 as stored', clip.storedSha256 ?? 'being checked', 'code'),
    ],
  };
}

const commands = (): Content[] => COMMANDS.map((text): Content => ({ text, style: 'code' }));

/** Entries of her diary by number only. */
const entryRows = ({ incidents }: Receipt): Content[] =>
  incidents.map(({ number, clips, earlier }) =>
    row(
      `Entry ${number}`,
      `${earlier ? 'sent before, now with ' : ''}${clips.length} file${clips.length === 1 ? '' : 's'}`,
    ),
  );

/** The receipt to keep or print. `ask`: whom she may ask, in the officer's words. */
export async function receiptPdf(receipt: Receipt, ask: string): Promise<Buffer> {
  const { reference } = receipt;
  return pdf(`Receipt ${reference}`, reference, [
    { text: 'Receipt', fontSize: 20, bold: true },
    row('Reference', reference),
    row('Sent', formatDateTime(receipt.sentAt)),
    row('Files', String(receipt.clips.length)),
    row('Diary entries', String(receipt.incidents.length)),
    ...entryRows(receipt),
    ...receipt.clips.map(clipBlock),
    heading('How to check a file yourself'),
    CHECKING,
    ...commands(),
    heading('What happens next'),
    ...NEXT,
    heading('If you want to stop'),
    ...STOPPING,
    heading('Whom to ask'),
    printable(whomToAsk(ask)),
  ]);
}

/** The same for a place where others may see it: no names of files, nothing of what it is about. */
export async function neutralPdf(receipt: Receipt): Promise<Buffer> {
  const { reference } = receipt;
  const items = receipt.clips.map(({ size, storedSha256 }, index): Content => ({
    unbreakable: true,
    margin: [0, 6, 0, 0],
    stack: [
      row(`Item ${index + 1}`, formatBytes(size)),
      row('Check number', storedSha256 ?? 'not ready yet', 'code'),
    ],
  }));
  return pdf(`Delivery ${reference}`, reference, [
    { text: NEUTRAL.title, fontSize: 20, bold: true },
    row('Reference', reference),
    row('Date', formatDateTime(receipt.sentAt)),
    row('Items', String(receipt.clips.length + receipt.incidents.length)),
    ...items,
    heading(NEUTRAL.checkHeading),
    NEUTRAL.check,
    ...commands(),
    heading(NEUTRAL.askHeading),
    NEUTRAL.ask,
  ]);
}
