import { notGenuine, repudiatedWords } from './repudiation';
import { resolvedWords, settledLine, type Resolution } from './resolution';

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
  /** A head was signed and remembered, and the log holds no checkpoint of it. */
  | 'checkpoint-missing'
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
  /** Who remembers what was expected, when it is somebody else than the log: `the object store`. */
  readonly says?: string;
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
  /** Alarms of the log that a person has dealt with; absent when there are none. */
  readonly resolved?: readonly Resolution[];
  /** The newest signed state that they were checked against. */
  readonly checkpoint: { readonly origin: string; readonly size: number; readonly root: string };
}

export interface Tampered {
  readonly outcome: 'tampered';
  readonly exitCode: 1;
  readonly events: number;
  readonly first: BadEvent;
  /** As of a proven log. What is wrong stays wrong, though somebody has dealt with it. */
  readonly resolved?: readonly Resolution[];
}

export interface CannotTell {
  readonly outcome: 'cannot-tell';
  readonly exitCode: 2;
  readonly events: number;
  readonly why: string;
}

export type Verdict = Proven | Tampered | CannotTell;

export const tampered = (
  events: number,
  first: BadEvent,
  resolved: readonly Resolution[] = [],
): Tampered => ({
  outcome: 'tampered',
  exitCode: 1,
  events,
  first,
  ...(resolved.length > 0 && { resolved }),
});

export const cannotTell = (events: number, why: string): CannotTell => ({
  outcome: 'cannot-tell',
  exitCode: 2,
  events,
  why,
});

const settledLines = (resolved: readonly Resolution[] | undefined): string =>
  (resolved ?? []).map((one) => `\n${settledLine(one)}`).join('');

function describeProven({ events, checkpoint, unsigned, repudiated, resolved }: Proven): string {
  const tail = unsigned === 0 ? '' : ` (${unsigned} newer ones await their signature)`;
  const proven = `${events} events under checkpoint ${checkpoint.size} of ${checkpoint.origin}${tail}.`;
  const said = [
    'Proven',
    ...(repudiated === undefined ? [] : [repudiatedWords(repudiated)]),
    ...(resolved === undefined ? [] : [resolvedWords(resolved)]),
  ].join('; ');
  const lines = repudiated === undefined ? '' : `\n${notGenuine(repudiated)}`;
  return `${said}: ${proven}${lines}${settledLines(resolved)}`;
}

/** A sentence for a person; further ones name what was repudiated, and what was settled. */
export function describeVerdict(verdict: Verdict): string {
  if (verdict.outcome === 'proven') return describeProven(verdict);
  if (verdict.outcome === 'cannot-tell') return `Cannot tell: ${verdict.why}.`;
  const { subject, seq, id, index, upTo, what, expected, found, says } = verdict.first;
  const name = subject === undefined ? 'an event' : `${subject}${seq === undefined ? '' : ` event ${seq}`}`;
  const place = index === undefined ? '' : ` at place ${index}${upTo === undefined ? '' : ` to ${upTo}`}`;
  const which = id === undefined ? '' : ` (${id})`;
  const who = says === undefined ? '' : ` (${says} remembers it)`;
  return `Evidence of tampering: ${name}${which}${place} is ${what}: expected ${expected}${who}, found ${found}.${settledLines(verdict.resolved)}`;
}
