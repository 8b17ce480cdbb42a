import type { ReceiptWords } from '../../custody/pure/receipt-file';
import type { TimeStampFinding } from '../bundle/bundle-verdict';
import type { ReceiptDoubt, ReceiptFault, ReceiptVerdict } from './receipt-verdict';

const FAULTS: Readonly<Record<ReceiptFault, string>> = {
  'altered-words': 'it says something else than what was put on record',
  'altered-record': 'its record is not as it was written',
  'not-in-the-log': 'the log does not hold its record',
  'bad-signature': 'its signature is forged',
  'bad-time-stamp': 'its time stamp is for something else, or by somebody else',
};
const DOUBTS: Readonly<Record<ReceiptDoubt, string>> = {
  'no-proof': 'there is no proof of a receipt in this file',
  'several-proofs': 'there is more than one proof in this file',
  'not-readable': 'the proof in this file is cut, or is not in the form of a receipt',
  'another-key': 'none of the keys that were given as the right ones signed it',
  'key-not-given':
    'it fits the key that it names, and nobody has said that this is the right one (--key or --key-fingerprint)',
};

const stampWords = (stamp: TimeStampFinding): string => {
  if (stamp.state === 'absent') return 'Time stamp: none';
  const maker = stamp.state === 'trusted' ? `by ${stamp.by}` : 'its maker not checked';
  return `Time stamp: ${stamp.at} (${maker})`;
};

/** What a receipt says, a line for each thing. */
function facts({ reference, sentAt, files, entries }: ReceiptWords): string[] {
  return [
    `Reference ${reference}, sent ${sentAt}`,
    ...files.flatMap(({ name, size, deviceSha256, storedSha256 }, at) => [
      `File ${at + 1}: ${JSON.stringify(name)}, ${size} bytes`,
      `  as stored      ${storedSha256 ?? 'not read back yet when this was put on record'}`,
      `  on the device  ${deviceSha256 ?? 'not made there'}`,
    ]),
    ...entries.map(({ number, files: count, earlier }) => {
      const before = earlier ? ', sent before' : '';
      return `Entry ${number} of the diary, with ${count} files${before}`;
    }),
  ];
}

/** For a person, one thing a line. */
export function describeReceipt(verdict: ReceiptVerdict): string {
  if (verdict.outcome === 'tampered') return `Evidence of tampering: ${FAULTS[verdict.what]}.`;
  if (verdict.outcome === 'cannot-tell')
    return [`Cannot tell: ${DOUBTS[verdict.why]}.`, ...(verdict.keys ?? []).map((key) => `Key ${key}`)].join(
      '\n',
    );
  const { receipt, recordedAt, checkCode, origin, keys, timeStamp } = verdict;
  return [
    'Proven: the receipt is as it was put on record. What follows counts, whatever a paper shows.',
    ...facts(receipt),
    `On record since ${recordedAt} in the log ${origin}`,
    `Check code ${checkCode}`,
    ...keys.map((key) => `Signed by the key ${key}`),
    stampWords(timeStamp),
  ].join('\n');
}
