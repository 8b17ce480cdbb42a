import { notGenuine, repudiatedWords } from './repudiation';

/** What is wrong with an event. */
export type Finding =
  /** Its bytes are not those that were hashed. */
  | 'altered'
  /** It should be there and is not. */
  | 'missing'
  /** It is there, but was never appended. */
  | 'inserted'
  /** It does not continue the chain before it. */
  | 'chain-broken'
  /** It is not an event in canonical form. */
  | 'malformed'
  /** It is dated before the event that it follows. */
  | 'back-dated'
  /** The tree above it is not the one that its records make. */
  | 'tree-altered'
  /** The signed root is not the root of these records. */
  | 'root-mismatch'
  /** A checkpoint that was held elsewhere has another root: the log was rewritten. */
  | 'rewritten'
  /** The log is shorter than a checkpoint says. */
  | 'truncated'
  /** No signed checkpoint covers it. */
  | 'unsigned'
  /** A known key did not make this signature. */
  | 'bad-signature'
  /** A value that was handed over is not the one committed to. */
  | 'wrong-opening';

/** The first event with which something is wrong. */
export interface BadEvent {
  readonly subject?: string;
  readonly seq?: number;
  readonly id?: string;
  /** Place in the tree, from 0. */
  readonly index?: number;
  /** When only a stretch of the tree can be named: its last place. The first bad event is one of `index`..`upTo`. */
  readonly upTo?: number;
  readonly what: Finding;
  readonly expected: string;
  readonly found: string;
}

interface Proven {
  readonly outcome: 'proven';
  readonly exitCode: 0;
  /** Events that were checked. */
  readonly events: number;
  /** Events so new that no checkpoint covers them yet; their chains hold. */
  readonly unsigned: number;
  /** Ids of events that the operator says were not made by whom they name; absent when there are none. */
  readonly repudiated?: readonly string[];
  /** The newest signed state that they were checked against. */
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string };
}

export interface Tampered {
  readonly outcome: 'tampered';
  readonly exitCode: 1;
  readonly events: number;
  readonly first: BadEvent;
}

export interface CannotTell {
  readonly outcome: 'cannot-tell';
  readonly exitCode: 2;
  readonly events: number;
  readonly why: string;
}

export type Verdict = Proven | Tampered | CannotTell;

export const tampered = (events: number, first: BadEvent): Tampered => ({
  outcome: 'tampered',
  exitCode: 1,
  events,
  first,
});

export const cannotTell = (events: number, why: string): CannotTell => ({
  outcome: 'cannot-tell',
  exitCode: 2,
  events,
  why,
});

/** A sentence for a person; a second one names what was repudiated. */
export function describeVerdict(verdict: Verdict): string {
  if (verdict.outcome === 'proven') {
    const { events, checkpoint, unsigned, repudiated } = verdict;
    const tail = unsigned === 0 ? '' : ` (${unsigned} newer ones await their signature)`;
    const proven = `${events} events under checkpoint ${checkpoint.size} of ${checkpoint.origin}${tail}.`;
    if (repudiated === undefined) return `Proven: ${proven}`;
    return `Proven; ${repudiatedWords(repudiated)}: ${proven}\n${notGenuine(repudiated)}`;
  }
  if (verdict.outcome === 'cannot-tell') return `Cannot tell: ${verdict.why}.`;
  const { subject, seq, id, index, upTo, what, expected, found } = verdict.first;
  const name = subject === undefined ? 'an event' : `${subject}${seq === undefined ? '' : ` event ${seq}`}`;
  const place = index === undefined ? '' : ` at place ${index}${upTo === undefined ? '' : ` to ${upTo}`}`;
  const which = id === undefined ? '' : ` (${id})`;
  return `Evidence of tampering: ${name}${which}${place} is ${what}: expected ${expected}, found ${found}.`;
}
