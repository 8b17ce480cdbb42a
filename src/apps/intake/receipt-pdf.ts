import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import type { Receipt, ReceiptClip } from '../../features/submissions';
import { formatBytes, formatDateTime } from '../../platform/http';

const fonts = join(dirname(require.resolve('pdfmake/package.json')), 'fonts/Roboto');
const FONT = { normal: join(fonts, 'Roboto-Regular.ttf'), bold: join(fonts, 'Roboto-Medium.ttf') };

pdfmake.setFonts({ Roboto: FONT });
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => Object.values(FONT).includes(path));

/** What the document's font has no shapes for; a name must not look other than it is. */
const UNPRINTABLE =
  /[^\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Common}]|\p{Extended_Pictographic}/gu;
const printable = (name: string): string => name.replaceAll(UNPRINTABLE, '\u25A1');

const row = (label: string, value: string, style = 'value'): Content => ({
  columns: [
    { text: label, width: 130, style: 'label' },
    { text: value, width: '*', style },
  ],
  margin: [0, 1, 0, 1],
});

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

const CHECKING: Content = [
  { text: 'How to check a file yourself', style: 'heading', margin: [0, 16, 0, 4] },
  'A fingerprint (SHA-256) is made from every byte of a file. If one byte changes, the fingerprint changes. Make the fingerprint of your own copy and compare it with the one above.',
  { text: 'Windows: certutil -hashfile FILE SHA256', style: 'code', margin: [0, 4, 0, 0] },
  { text: 'Mac: shasum -a 256 FILE', style: 'code' },
  { text: 'Linux: sha256sum FILE', style: 'code' },
];

const NEXT: Content = [
  { text: 'What happens next', style: 'heading', margin: [0, 16, 0, 4] },
  'The person who gave you the link looks at your files. You do not need to do anything. If you want to ask about them, give that person the reference at the top of this page.',
];

const definition = (receipt: Receipt): TDocumentDefinitions => ({
  info: { title: `Receipt ${receipt.reference}` },
  language: 'en-GB',
  pageSize: 'A4',
  pageMargins: [48, 48, 48, 56],
  defaultStyle: { font: 'Roboto', fontSize: 10, lineHeight: 1.25 },
  styles: {
    heading: { fontSize: 12, bold: true },
    label: { color: '#4b5563' },
    value: {},
    code: { fontSize: 9 },
  },
  content: [
    { text: 'Receipt', fontSize: 20, bold: true },
    row('Reference', receipt.reference),
    row('Sent', formatDateTime(receipt.sentAt)),
    row('Files', String(receipt.clips.length)),
    ...receipt.clips.map(clipBlock),
    CHECKING,
    NEXT,
  ],
  footer: (page, pages) => ({
    text: `${receipt.reference}, page ${page} of ${pages}`,
    alignment: 'center',
    fontSize: 8,
    color: '#4b5563',
  }),
});

/** The receipt to keep or print. */
export async function receiptPdf(receipt: Receipt): Promise<Buffer> {
  return pdfmake.createPdf(definition(receipt)).getBuffer();
}
