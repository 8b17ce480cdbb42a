import type { Cbor, CborMap } from './cbor';
import { refuse } from './faults';

const isMap = (value: Cbor): value is CborMap => value instanceof Map;

export const mapOf = (value: Cbor, what: string): CborMap =>
  isMap(value) ? value : refuse('malformed', `${what} is no map`);

export const listOf = (value: Cbor, what: string): readonly Cbor[] =>
  Array.isArray(value) ? (value as readonly Cbor[]) : refuse('malformed', `${what} is no list`);

export const bytesOf = (value: Cbor, what: string): Buffer =>
  Buffer.isBuffer(value) ? value : refuse('malformed', `${what} is no byte string`);

export const textOf = (value: Cbor, what: string): string =>
  typeof value === 'string' ? value : refuse('malformed', `${what} is no text`);

/** Writers give `null` for what is left out, too. */
export const isAbsent = (value: Cbor): value is null | undefined => value === undefined || value === null;

/** An offset or a length. */
export const offsetOf = (value: Cbor, what: string): number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
    ? value
    : refuse('malformed', `${what} is no offset`);

/** The hashes that C2PA 2.2 section 13.1 allows. */
const HASHES = ['sha256', 'sha384', 'sha512'] as const;
export type HashName = (typeof HASHES)[number];

export const hashNameOf = (value: Cbor, otherwise: Cbor): HashName => {
  const name = isAbsent(value) ? otherwise : value;
  return HASHES.find((each) => each === name) ?? refuse('algorithm', 'a hash');
};
