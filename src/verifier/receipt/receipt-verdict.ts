import type { ReceiptWords } from '../../custody/pure/receipt-file';
import type { TimeStampFinding } from '../bundle/bundle-verdict';

interface Proven {
  readonly outcome: 'proven';
  readonly exitCode: 0;
  readonly receipt: ReceiptWords;
  /** When it was put on record: UTC, ISO 8601. */
  readonly recordedAt: string;
  readonly checkCode: string;
  /** Name of the log. */
  readonly origin: string;
  /** Of the keys that signed, as with bundles. */
  readonly keys: readonly string[];
  readonly timeStamp: TimeStampFinding;
}

export type ReceiptFault =
  /** The receipt says something else than what was put on record. */
  | 'altered-words'
  /** The record is not as it was written. */
  | 'altered-record'
  /** The log does not hold the record. */
  | 'not-in-the-log'
  /** A known key did not make this signature. */
  | 'bad-signature'
  /** The time stamp is for something else. */
  | 'bad-time-stamp';

interface Tampered {
  readonly outcome: 'tampered';
  readonly exitCode: 1;
  readonly what: ReceiptFault;
}

interface CannotTell {
  readonly outcome: 'cannot-tell';
  readonly exitCode: 2;
  readonly why: ReceiptDoubt;
  /** Fingerprints of the keys that signed, where all else holds and nobody said which key is the right one. */
  readonly keys?: readonly string[];
}

export type ReceiptDoubt =
  /** There is no proof in the file. */
  | 'no-proof'
  /** There are several, so that nobody can say which one its paper goes with. */
  | 'several-proofs'
  /** It is cut, or not in the form of a receipt. */
  | 'not-readable'
  /** None of the keys that are known to be right signed it. */
  | 'another-key'
  /** It fits the key that it names; whose that is, nobody has said. */
  | 'key-not-given';

export type ReceiptVerdict = Proven | Tampered | CannotTell;

export const forged = (what: ReceiptFault): ReceiptVerdict => ({ outcome: 'tampered', exitCode: 1, what });
export const unclear = (why: ReceiptDoubt, keys?: readonly string[]): ReceiptVerdict => ({
  outcome: 'cannot-tell',
  exitCode: 2,
  why,
  ...(keys !== undefined && { keys }),
});
