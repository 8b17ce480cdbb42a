import type { BagFault } from '../bag/problem';
import type { BadEvent } from '../../custody/pure/verdict';
import type { BundleKind } from './bundle-json';

/** What is wrong with a bundle. */
export type BundleFault =
  /** The ZIP contradicts itself. */
  | 'bad-zip'
  /** The signature of the tag manifest is not by the key of the bundle. */
  | 'bad-signature'
  /** `data/bundle.json` does not fit what the bag holds. */
  | 'wrong-summary'
  /** A file of an exhibit is not the one that the custody log knows, or the list of files is not the one that it held. */
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

/** One thing that is wrong. */
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

/** A signed state of the custody log. */
export interface Head {
  readonly origin: string;
  readonly size: number;
  readonly root: string;
}

/** The log held the list of all files of the bundle before the bundle left. */
export interface SealFinding {
  /** Id of the event, and when it was logged. */
  readonly event: string;
  readonly at: string;
  /** Lists of files of the same bundle that the log held before: of attempts to seal it, or of another of its name. */
  readonly earlier: number;
  readonly checkpoint: Head;
  readonly timeStamp: TimeStampFinding;
  readonly witnesses: readonly WitnessFinding[];
}

export type ArchiveFinding =
  | { readonly state: 'folder' }
  /** The ZIP is of the very form in which the bundle was sealed. */
  | { readonly state: 'as-sealed' }
  /** It was packed anew, or its folder renamed. `why`: the first difference. */
  | { readonly state: 'repacked'; readonly why: string };

/** What lies around the bundle and is no part of it. None of it is evidence of tampering. */
export interface Surroundings {
  /** Files that no list of the bundle knows: they prove nothing. */
  readonly extra: readonly string[];
  readonly archive: ArchiveFinding;
}

export interface ProvenBundle extends Surroundings {
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
  readonly checkpoint: Head;
  /** `confirmed`: it is the one whose fingerprint was given. Else all rests on this key being the right one. */
  readonly key: { readonly fingerprint: string; readonly confirmed: boolean };
  readonly timeStamp: TimeStampFinding;
  readonly witnesses: readonly WitnessFinding[];
  readonly seal: SealFinding;
}

export interface TamperedBundle extends Surroundings {
  readonly outcome: 'tampered';
  readonly exitCode: 1;
  readonly first: FirstBad;
  /** Everything that was found, `first` included. */
  readonly all: readonly FirstBad[];
  /** Files that are there and are not what was sealed. */
  readonly changed: readonly string[];
  readonly missing: readonly string[];
  /** Files that do not fit a list which was itself changed: one of the two was. */
  readonly unsure: readonly string[];
  /** Files that are there and could not be read: of them nothing is said. */
  readonly unread: readonly string[];
  readonly fingerprint?: WrongFingerprint;
}

/** The fingerprint that was given is not that of the key in the bundle. */
export interface WrongFingerprint {
  readonly given: string;
  readonly found: string;
  /** In what they differ. */
  readonly how: string;
}

export interface UnknownBundle extends Surroundings {
  readonly outcome: 'cannot-tell';
  readonly exitCode: 2;
  readonly why: string;
  /** There, everything but the key was found to hold. */
  readonly fingerprint?: WrongFingerprint;
}

export type BundleVerdict = ProvenBundle | TamperedBundle | UnknownBundle;

/** Ends the checks at the first thing that is wrong. */
export class Tampering extends Error {
  constructor(readonly first: FirstBad) {
    super(`${first.where}: ${first.what}`);
    this.name = 'Tampering';
  }
}

export const faultOf = (
  what: BundleFault,
  where: string,
  expected: string,
  found: string,
  more: Pick<FirstBad, 'line' | 'event'> = {},
): FirstBad => ({ what, where, expected, found, ...more });

export const bad = (...fault: Parameters<typeof faultOf>): Tampering => new Tampering(faultOf(...fault));

const NOTHING_AROUND: Surroundings = { extra: [], archive: { state: 'folder' } };

/** Paths alone; no name in a bundle has a colon. */
const pathsOf = (faults: readonly FirstBad[]): string[] => [
  ...new Set(faults.map(({ where }) => where.split(': ')[0] ?? where)),
];

export function bundleTampered(
  all: readonly [FirstBad, ...FirstBad[]],
  around: Surroundings = NOTHING_AROUND,
  more: {
    readonly unsure?: readonly FirstBad[];
    readonly unread?: readonly string[];
    readonly fingerprint?: WrongFingerprint | undefined;
  } = {},
): TamperedBundle {
  const isMissing = ({ what }: FirstBad): boolean => what === 'missing-file';
  const { unsure = [], unread = [], fingerprint } = more;
  const missing = pathsOf(all.filter(isMissing));
  const there = all.filter((fault) => !isMissing(fault) && fault.what !== 'no-payload-directory');
  return {
    outcome: 'tampered',
    exitCode: 1,
    first: all[0],
    all,
    changed: pathsOf(there).filter((path) => !missing.includes(path)),
    missing,
    unsure: pathsOf(unsure),
    unread,
    ...around,
    ...(fingerprint !== undefined && { fingerprint }),
  };
}

export const bundleUnknown = (
  why: string,
  around: Surroundings = NOTHING_AROUND,
  fingerprint?: WrongFingerprint,
): UnknownBundle => ({
  outcome: 'cannot-tell',
  exitCode: 2,
  why,
  ...around,
  ...(fingerprint !== undefined && { fingerprint }),
});
