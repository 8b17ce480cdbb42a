import { parseCheckpoint, type Checkpoint } from './checkpoint';
import { EMPTY_ROOT, verifyConsistency, type TreeHead } from './merkle';
import { checkNote, type VerifierKey } from './signed-note';
import { parseWitnessRequest, type WitnessRequest } from './witness-request';

/** A request to cosign, with its checkpoint taken apart. */
export interface Asked extends WitnessRequest {
  readonly head: Checkpoint;
}

/** Undefined when malformed. */
export function readAsked(body: string): Asked | undefined {
  const request = parseWitnessRequest(body);
  const head = request && parseCheckpoint(request.checkpoint);
  return head && { ...request, head };
}

/** By the status codes of C2SP tlog-witness. */
export type WitnessDecision =
  | { readonly status: 200 | 400 | 403 | 404 }
  /** The request does not begin where the witness stands. `forked`: it shows another head of the same size. */
  | { readonly status: 409; readonly size: number; readonly forked: boolean }
  /** The log is not what it was. */
  | { readonly status: 422 };

const NOTHING: TreeHead = { size: 0, root: EMPTY_ROOT };

/**
 * Whether a witness may cosign: only a log that it knows, and that only grew since it last looked.
 * @param keys by which that log signs; `undefined` when it is not watched
 * @param seen the last head of it that was cosigned
 */
export function judge(
  { head, oldSize, proof }: Asked,
  keys: readonly VerifierKey[] | undefined,
  seen: TreeHead = NOTHING,
): WitnessDecision {
  if (keys === undefined) return { status: 404 };
  if (checkNote(head.note, keys) !== 'trusted') return { status: 403 };
  if (oldSize > head.size) return { status: 400 };
  if (oldSize !== seen.size) return { status: 409, size: seen.size, forked: false };
  if (verifyConsistency(seen, head, proof)) return { status: 200 };
  return seen.size === head.size ? { status: 409, size: seen.size, forked: true } : { status: 422 };
}
