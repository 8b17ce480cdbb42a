import { notGenuine, repudiatedWords } from '../../custody/pure/repudiation';
import type { BagFault } from '../bag/problem';
import { describeVerdict, type BadEvent, type Verdict } from '../../custody/pure/verdict';
import type { BundleKind } from './bundle-json';

/** What is wrong with a bundle. */
export type BundleFault =
  /** The ZIP is not the one that was sealed. */
  | 'bad-zip'
  /** The signature of the tag manifest is not by the key of the bundle. */
  | 'bad-signature'
  /** The key of the bundle is not the one whose fingerprint was given. */
  | 'wrong-key'
  /** A file that no manifest vouches for. */
  | 'unlisted-file'
  /** `data/bundle.json` does not fit what the bag holds. */
  | 'wrong-summary'
  /** A file of an exhibit is not the one that the custody log knows. */
  | 'not-in-the-log'
  /** An event of the custody log: see `event`. */
  | 'bad-event'
  /** Records of one bundle under different signed states. */
  | 'other-checkpoint'
  /** The time stamp is not one of this checkpoint. */
  | 'bad-time-stamp'
  /** What a witness is said to have cosigned is not this log, or not by that witness. */
  | 'bad-witness'
  /** It holds what a bundle of its kind must not. */
  | 'not-for-this-kind'
  | BagFault;

/** The first thing that is wrong. */
export interface FirstBad {
  readonly what: BundleFault;
  /** The file, or the part of it. */
  readonly where: string;
  readonly expected: string;
  readonly found: string;
  /** Counted from 1. */
  readonly line?: number;
  readonly event?: BadEvent;
}

export type TimeStampFinding =
  | { readonly state: 'absent' }
  /** It is for this checkpoint; who made it was not checked. */
  | { readonly state: 'not-checked'; readonly at: string }
  | { readonly state: 'trusted'; readonly at: string; readonly by: string };

/** Somebody else who watched the log. */
export type WitnessFinding =
  /** It is asked for, and has cosigned nothing here. */
  | { readonly state: 'absent'; readonly name: string }
  /** Its name stands there; whether it is its signature was not checked. */
  | { readonly state: 'not-checked'; readonly name: string }
  /** It had seen the log grow without a change up to `size` events, at `at`. */
  | { readonly state: 'trusted'; readonly name: string; readonly at: string; readonly size: number };

interface ProvenBundle {
  readonly outcome: 'proven';
  readonly exitCode: 0;
  readonly bundle: {
    readonly urn: string;
    readonly kind: BundleKind;
    readonly number: number;
    readonly sealedAt: string;
    readonly exhibits: readonly string[];
  };
  /** Files whose SHA-256 was right, and their bytes. */
  readonly files: number;
  readonly bytes: number;
  /** Events of the custody log that were checked. */
  readonly events: number;
  /** Ids of those that the operator says were not made by whom they name; absent when there are none. */
  readonly repudiated?: readonly string[];
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string };
  /** `confirmed`: it is the one whose fingerprint was given. Else all rests on this key being the right one. */
  readonly key: { readonly fingerprint: string; readonly confirmed: boolean };
  readonly timeStamp: TimeStampFinding;
  readonly witnesses: readonly WitnessFinding[];
}

interface TamperedBundle {
  readonly outcome: 'tampered';
  readonly exitCode: 1;
  readonly first: FirstBad;
}

interface UnknownBundle {
  readonly outcome: 'cannot-tell';
  readonly exitCode: 2;
  readonly why: string;
}

export type BundleVerdict = ProvenBundle | TamperedBundle | UnknownBundle;

/** Ends the checks at the first thing that is wrong. */
export class Tampering extends Error {
  constructor(readonly first: FirstBad) {
    super(`${first.where}: ${first.what}`);
    this.name = 'Tampering';
  }
}

export const bad = (
  what: BundleFault,
  where: string,
  expected: string,
  found: string,
  more: Pick<FirstBad, 'line' | 'event'> = {},
): Tampering => new Tampering({ what, where, expected, found, ...more });

export const bundleTampered = (first: FirstBad): BundleVerdict => ({
  outcome: 'tampered',
  exitCode: 1,
  first,
});

export const bundleUnknown = (why: string): BundleVerdict => ({ outcome: 'cannot-tell', exitCode: 2, why });

const clip = (text: string): string => (text.length > 300 ? `${text.slice(0, 300)}...` : text);

/** Controls and marks that turn text round would let a name forge what a terminal shows. */
const printable = (text: string): string =>
  clip(text).replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (mark) => `\\u${(mark.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );

function describeTimeStamp(finding: TimeStampFinding): string {
  if (finding.state === 'absent') return 'It has no time stamp of an outside authority.';
  if (finding.state === 'trusted') return `Time stamp: ${finding.at}, by ${finding.by}, checked.`;
  return `Time stamp: ${finding.at}, for this state of the log; who made it was not checked.`;
}

function describeWitness(finding: WitnessFinding): string {
  const name = printable(finding.name);
  if (finding.state === 'absent') return `The witness ${name} has cosigned nothing in it.`;
  if (finding.state === 'not-checked')
    return `Witness ${name}: its key was not given, and it was not checked.`;
  return `Witness ${name}, ${finding.at}: had seen the log grow without a change up to event ${finding.size}, checked.`;
}

function describeProven({
  bundle,
  files,
  bytes,
  events,
  repudiated,
  checkpoint,
  key,
  timeStamp,
  witnesses,
}: ProvenBundle): string {
  const key1 = key.confirmed
    ? 'Its key is the one whose fingerprint was given.'
    : 'This holds as far as the key is the right one: compare the fingerprint with the one you were given elsewhere.';
  const proven = repudiated === undefined ? 'Proven' : `Proven; ${repudiatedWords(repudiated)}`;
  return [
    `${proven}: ${bundle.kind} bundle ${bundle.number} of ${bundle.urn}, sealed ${bundle.sealedAt}.`,
    `${files} files (${bytes} bytes) are as they were sealed; exhibits: ${bundle.exhibits.join(', ') || 'none'}.`,
    `${events} events of the custody log hold under checkpoint ${checkpoint.size} of ${checkpoint.origin}.`,
    ...(repudiated === undefined ? [] : [printable(notGenuine(repudiated))]),
    describeTimeStamp(timeStamp),
    ...witnesses.map(describeWitness),
    `Fingerprint of the key: ${key.fingerprint}`,
    key1,
  ].join('\n');
}

/** Sentences for a person, one a line. */
export function describeBundle(verdict: BundleVerdict): string {
  if (verdict.outcome === 'proven') return describeProven(verdict);
  if (verdict.outcome === 'cannot-tell') return `Cannot tell: ${printable(verdict.why)}.`;
  const { what, where, line, expected, found, event } = verdict.first;
  const place = line === undefined ? printable(where) : `${printable(where)}, line ${line}`;
  const lines = [
    `Evidence of tampering: ${place}: ${what}.`,
    `  expected: ${printable(expected)}`,
    `  found:    ${printable(found)}`,
  ];
  const asLog: Verdict | undefined =
    event === undefined ? undefined : { outcome: 'tampered', exitCode: 1, events: 0, first: event };
  return [
    ...lines,
    ...(asLog === undefined ? [] : [`  event:    ${printable(describeVerdict(asLog))}`]),
  ].join('\n');
}
