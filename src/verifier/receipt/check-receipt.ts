import { checkCode } from '../../custody/pure/check-code';
import { parseCheckpoint, type Checkpoint } from '../../custody/pure/checkpoint';
import { opens } from '../../custody/pure/commitment';
import { fingerprintOfKey } from '../../custody/pure/key-fingerprint';
import { leafHash, verifyInclusion } from '../../custody/pure/merkle';
import { parseReceiptFile, RECEIPT_FILE_START, type ReceiptFile } from '../../custody/pure/receipt-file';
import { parseRecord, RECORD_LINES } from '../../custody/pure/record';
import { checkRecord, type CheckedRecord } from '../../custody/pure/record-check';
import { checkNote, parseVerifierKey, type VerifierKey } from '../../custody/pure/signed-note';
import { parseProof } from '../../custody/pure/tlog-proof';
import type { TimeStampFinding } from '../bundle/bundle-verdict';
import { readTimeStamp } from '../bundle/time-stamp';
import type { TimeStampTrust } from '../bundle/time-stamp-check';
import { proofsInPdf } from './receipt-in-pdf';
import { forged, unclear, type ReceiptVerdict } from './receipt-verdict';

const TYPE = 'receipt-made';
const PDF = '%PDF-';
/** Of the clocks of two machines. */
const TOLERANCE_MS = 10_000;

export interface ReceiptOptions {
  /** C2SP verifier keys that are known to be right. */
  readonly keys?: readonly string[];
  /** SHA-256 of such a key, as with bundles. */
  readonly keyFingerprint?: string;
  readonly timeStampTrust?: TimeStampTrust | undefined;
}

export const isReceipt = (start: string): boolean =>
  start.startsWith(PDF) || start.startsWith(RECEIPT_FILE_START);

const keysOf = (texts: readonly string[]): VerifierKey[] =>
  texts.map((text) => parseVerifierKey(text)).filter((key) => key !== undefined);

const plain = (fingerprint: string): string => fingerprint.toLowerCase().replace(/[\s:-]/g, '');

/** Those that are known to be right; `undefined`: nobody has said. */
function trusted(file: ReceiptFile, { keys, keyFingerprint }: ReceiptOptions): VerifierKey[] | undefined {
  if (keys !== undefined) return keysOf(keys);
  if (keyFingerprint === undefined) return undefined;
  return keysOf(file.keys).filter(
    ({ publicKey }) => plain(fingerprintOfKey(publicKey)) === plain(keyFingerprint),
  );
}

/** The record as it was put into the log. */
function recordOf(text: string): CheckedRecord | undefined {
  const lines = text.split('\n');
  const record = lines.length === RECORD_LINES + 1 ? parseRecord(lines.slice(0, RECORD_LINES)) : undefined;
  if (record === undefined || !record.subject.startsWith('receipt:')) return undefined;
  const checked = checkRecord(record, undefined);
  return 'good' in checked && checked.good.text === text && checked.good.event.type === TYPE
    ? checked.good
    : undefined;
}

function stampOf(
  { timeStamp }: ReceiptFile,
  checkpoint: string,
  trust: TimeStampTrust | undefined,
): TimeStampFinding | 'bad' {
  if (timeStamp === undefined) return { state: 'absent' };
  const stamp = readTimeStamp(timeStamp, Buffer.from(checkpoint));
  if ('expected' in stamp) return 'bad';
  if (trust === undefined) return { state: 'not-checked', at: stamp.at };
  const by = trust(timeStamp);
  return by === undefined ? 'bad' : { state: 'trusted', at: stamp.at, by };
}

function isInLog(
  record: CheckedRecord,
  proof: { index: number; hashes: readonly Buffer[] },
  head: Checkpoint,
) {
  return verifyInclusion(leafHash(record.text), proof.index, head.size, proof.hashes, head.root);
}

const signersOf = (head: Checkpoint, keys: readonly VerifierKey[]): string[] =>
  keys
    .filter((key) => head.note.signatures.some(({ name, id }) => key.name === name && key.id.equals(id)))
    .map(({ publicKey }) => fingerprintOfKey(publicKey));

function verdictOn(file: ReceiptFile, options: ReceiptOptions): ReceiptVerdict {
  const record = recordOf(file.record);
  if (record === undefined) return forged('altered-record');
  const { event } = record;
  if (!opens(event.commit['receipt'] ?? '', Buffer.from(file.salt, 'hex'), file.receipt))
    return forged('altered-words');
  const sent = Date.parse(file.receipt.sentAt);
  if (Number.isNaN(sent) || sent > event.at + TOLERANCE_MS) return forged('altered-words');
  const proof = parseProof(file.proof);
  const head = proof === undefined ? undefined : parseCheckpoint(proof.checkpoint);
  if (proof === undefined || head === undefined) return forged('not-in-the-log');
  const right = trusted(file, options);
  const keys = right ?? keysOf(file.keys);
  const signed = checkNote(head.note, keys);
  if (signed === 'forged') return forged('bad-signature');
  if (signed === 'unknown') return unclear('another-key');
  if (!isInLog(record, proof, head)) return forged('not-in-the-log');
  const timeStamp = stampOf(file, proof.checkpoint, options.timeStampTrust);
  if (timeStamp === 'bad') return forged('bad-time-stamp');
  const signers = signersOf(head, keys);
  if (right === undefined) return unclear('key-not-given', signers);
  return {
    outcome: 'proven',
    exitCode: 0,
    receipt: file.receipt,
    recordedAt: new Date(event.at).toISOString(),
    checkCode: checkCode(record.text),
    origin: head.origin,
    keys: signers,
    timeStamp,
  };
}

/**
 * Checks a receipt of a sending: the PDF that its owner keeps, or the file in it. Offline, and with nothing but the keys of
 * the log. What a paper shows may be painted over: what counts is what the verdict says.
 */
export async function checkReceipt(bytes: Buffer, options: ReceiptOptions = {}): Promise<ReceiptVerdict> {
  const isPdf = bytes.subarray(0, PDF.length).toString('latin1') === PDF;
  const texts = isPdf ? await proofsInPdf(bytes) : [bytes.toString('utf8')];
  const [text, another] = texts;
  if (text === undefined) return unclear('no-proof');
  if (another !== undefined) return unclear('several-proofs');
  const file = parseReceiptFile(text);
  return file === undefined ? unclear('not-readable') : verdictOn(file, options);
}
