import { generateKeyPairSync } from 'node:crypto';
import { pdf } from '../../../../src/platform/paper/pdf';
import { ENGLISH } from '../../../../src/apps/intake/texts/en';
import { parseCheckpoint, signCheckpoint } from '../../../../src/custody/pure/checkpoint';
import { receiptFileText, type ReceiptFile } from '../../../../src/custody/pure/receipt-file';
import { noteSigner, verifierKeyText } from '../../../../src/custody/pure/signed-note';
import { formatProof, parseProof, type TlogProof } from '../../../../src/custody/pure/tlog-proof';

/** A receipt as somebody could make it who has the program and not the key. */
export const paperWith = (text: string): Promise<Buffer> =>
  pdf(ENGLISH, {
    title: 'Receipt',
    foot: () => '',
    blocks: [{ kind: 'title', text: 'Receipt' }],
    file: { name: 'receipt.json', text },
  });

const proofWith = (proof: ReceiptFile, change: (parts: TlogProof) => TlogProof): ReceiptFile => ({
  ...proof,
  proof: formatProof(change(parseProof(proof.proof) as TlogProof)),
});

/** Signed again by a key of the forger's, under the same name. */
export function signedByAnother(proof: ReceiptFile): ReceiptFile {
  const head = parseCheckpoint((parseProof(proof.proof) as TlogProof).checkpoint);
  if (head === undefined) throw new Error('no checkpoint');
  const signer = noteSigner(head.origin, generateKeyPairSync('ed25519').privateKey);
  const checkpoint = signCheckpoint(head.origin, head, [signer]);
  return {
    ...proofWith(proof, (parts) => ({ ...parts, checkpoint })),
    keys: [verifierKeyText(signer)],
    timeStamp: undefined,
  };
}

const wordsWith = (proof: ReceiptFile, words: Partial<ReceiptFile['receipt']>): ReceiptFile => ({
  ...proof,
  receipt: { ...proof.receipt, ...words } as ReceiptFile['receipt'],
});
const fileWith = (proof: ReceiptFile, change: object): ReceiptFile =>
  wordsWith(proof, {
    files: proof.receipt.files.map((file, at) => (at === 0 ? { ...file, ...change } : file)),
  });
const flipped = (text: string): string =>
  text.replace(/(.)(.{20})\n$/, (_, sign: string, rest: string) => `${sign === 'A' ? 'B' : 'A'}${rest}\n`);

/** What was forged, what shows it, and the exit code: 1 what was changed, 2 what cannot be told. */
export const forgeriesOf = (proof: ReceiptFile): readonly [string, () => string, RegExp, 1 | 2][] => [
  ['another name', () => receiptFileText(fileWith(proof, { name: 'other.mp4' })), /changed what it says/, 1],
  ['another size', () => receiptFileText(fileWith(proof, { size: 7 })), /changed what it says/, 1],
  [
    'another hash',
    () => receiptFileText(fileWith(proof, { storedSha256: 'a'.repeat(64) })),
    /changed what it says/,
    1,
  ],
  [
    'a file left out',
    () => receiptFileText(wordsWith(proof, { files: proof.receipt.files.slice(1) })),
    /changed what it says/,
    1,
  ],
  [
    'another reference',
    () => receiptFileText(wordsWith(proof, { reference: 'ZZZZ-ZZZZ' })),
    /changed what it says/,
    1,
  ],
  [
    'another time of sending',
    () => receiptFileText(wordsWith(proof, { sentAt: '2026-01-01T00:00:00.000Z' })),
    /changed what it says/,
    1,
  ],
  [
    'another time in the record',
    () => receiptFileText({ ...proof, record: proof.record.replace(/"at":"\d{4}/, '"at":"2031') }),
    /not in our log/,
    1,
  ],
  [
    'a record of something else',
    () => receiptFileText({ ...proof, record: proof.record.replace('receipt-made', 'clip-removed') }),
    /changed its record/,
    1,
  ],
  [
    'another signature',
    () => receiptFileText(proofWith(proof, (parts) => ({ ...parts, checkpoint: flipped(parts.checkpoint) }))),
    /not made with our key/,
    1,
  ],
  ['the key of somebody else', () => receiptFileText(signedByAnother(proof)), /not made with our key/, 2],
  [
    'a cut proof',
    () => receiptFileText(proofWith(proof, (parts) => ({ ...parts, hashes: parts.hashes.slice(1) }))),
    /its proof was cut/,
    1,
  ],
  [
    'another place in the log',
    () => receiptFileText(proofWith(proof, (parts) => ({ ...parts, index: parts.index + 1 }))),
    /not in our log/,
    1,
  ],
  ['a cut file', () => receiptFileText(proof).slice(0, -200), /may be cut/, 2],
  [
    'another time stamp',
    () =>
      receiptFileText({
        ...proof,
        timeStamp: Buffer.from((proof.timeStamp as Buffer).map((byte, at) => (at === 200 ? byte ^ 1 : byte))),
      }),
    /time stamp is for something else/,
    1,
  ],
];
