import type { Branded } from '../../kernel/ids';
import { BadObjectKey } from './errors';

/** A name in `incoming`. It has no dot: `KEY.json`, `KEY.info` and `KEY.part` are tus's records of that upload. */
export type IncomingKey = Branded<string, 'IncomingKey'>;
/**
 * A name in `evidence`; after a repair in a store with versions, `NAME@VERSION`: the version that is read for it. Two types, so that
 * neither area's name is ever given to the other.
 */
export type EvidenceKey = Branded<string, 'EvidenceKey'>;

const MAX_KEY = 512;
const INCOMING = /^[A-Za-z0-9][A-Za-z0-9_-]{0,127}(\/[A-Za-z0-9][A-Za-z0-9_-]{0,127}){0,7}$/;
// A part starts with a letter or a digit: no `..`, and no clash with the dot files of unfinished writes.
const EVIDENCE =
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}(\/[A-Za-z0-9][A-Za-z0-9._-]{0,127}){0,7}(@[A-Za-z0-9._-]{1,256})?$/;

const fits = (text: string, shape: RegExp): boolean => text.length <= MAX_KEY && shape.test(text);

export const isIncomingKey = (text: string): text is IncomingKey => fits(text, INCOMING);
export const isEvidenceKey = (text: string): text is EvidenceKey => fits(text, EVIDENCE);

/** @throws BadObjectKey */
export function incomingKey(text: string): IncomingKey {
  if (!isIncomingKey(text)) throw new BadObjectKey();
  return text;
}

/** @throws BadObjectKey */
export function evidenceKey(text: string): EvidenceKey {
  if (!isEvidenceKey(text)) throw new BadObjectKey();
  return text;
}

/** The name in the store, and the version where the key says one. */
export function partsOfKey(key: EvidenceKey): {
  readonly name: EvidenceKey;
  readonly version: string | undefined;
} {
  const [name = '', version] = key.split('@');
  return { name: name as EvidenceKey, version };
}
