import { createHash } from 'node:crypto';
import { decodeCbor, type Cbor, type CborMap } from './cbor';
import { refuse } from './faults';
import { bytesOf, hashNameOf, isAbsent, listOf, mapOf, textOf } from './fields';
import { parseJumbf, type Superbox } from './jumbf';
import { LIMITS } from './limits';

/** An assertion that the claim names and whose hash is the claim's. */
export interface Assertion {
  readonly label: string;
  readonly box: Superbox;
}

/** The newest manifest of a store, its parts held together by the claim. Nobody has looked at its signature yet. */
export interface Claim {
  /** What was signed. */
  readonly bytes: Buffer;
  /** COSE_Sign1. */
  readonly signature: Buffer;
  readonly assertions: readonly Assertion[];
  /** Hash that holds where a part names none. */
  readonly algorithm: Cbor;
  /** The program that wrote it, in its own words. */
  readonly generator: string | null;
}

const TAIL = '00110010800000aa00389b71';
const type = (name: string): string => Buffer.from(name).toString('hex') + TAIL;
const [STORE, MANIFEST, UPDATE, COMPRESSED] = ['c2pa', 'c2ma', 'c2um', 'c2cm'].map(type);
const [ASSERTIONS, CLAIM, SIGNATURE] = ['c2as', 'c2cl', 'c2cs'].map(type);

function one(within: Superbox, of: string | undefined, what: string): Superbox {
  const [found, ...more] = within.superboxes.filter((box) => box.type === of);
  return found !== undefined && more.length === 0 ? found : refuse('malformed', what);
}

/** The CBOR of a box that holds nothing else. */
export function cborOf(box: Superbox): Buffer {
  const [content, ...more] = box.contents.filter((each) => each.type !== 'c2sh');
  return content?.type === 'cbor' && more.length === 0 && box.superboxes.length === 0
    ? content.bytes
    : refuse('malformed', 'a box of CBOR');
}

/** The manifest that was written last (C2PA 2.2 section 11.2). */
function newest(store: Superbox): Superbox {
  if (store.type !== STORE || store.label !== 'c2pa') return refuse('malformed', 'no manifest store');
  const manifest = store.superboxes.at(-1);
  if (manifest === undefined) return refuse('malformed', 'no manifest');
  if (manifest.type === COMPRESSED) return refuse('compressed');
  if (manifest.type === UPDATE) return refuse('update');
  if (manifest.type !== MANIFEST) return refuse('malformed', 'no manifest');
  const same = store.superboxes.filter(({ label }) => label === manifest.label);
  return same.length === 1 && manifest.label !== ''
    ? manifest
    : refuse('malformed', 'the name of a manifest');
}

/** The path of a reference within its own manifest; a reference to another manifest is none. */
function pathOf(reference: string, manifest: string): string {
  const path = reference.startsWith('self#jumbf=') ? reference.slice('self#jumbf='.length) : '';
  const absolute = `/c2pa/${manifest}/`;
  if (path.startsWith(absolute)) return path.slice(absolute.length);
  return path === '' || path.startsWith('/') ? refuse('malformed', 'a reference') : path;
}

/** Follows the claim's references: each must lead to one assertion, with the very bytes that were hashed. */
function assertionsOf(claim: CborMap, manifest: Superbox, algorithm: Cbor): Assertion[] {
  const store = one(manifest, ASSERTIONS, 'the assertions');
  const references = ['assertions', 'created_assertions', 'gathered_assertions'].flatMap((name) => {
    const list = claim.get(name);
    return isAbsent(list) ? [] : listOf(list, name);
  });
  if (references.length > LIMITS.assertions) return refuse('too-complex', 'assertions');
  const named = new Set<string>();
  const assertions = references.map((each) => {
    const reference = mapOf(each, 'a reference');
    const path = pathOf(textOf(reference.get('url'), 'a reference'), manifest.label);
    const label = path.startsWith(`${store.label}/`) ? path.slice(store.label.length + 1) : '';
    const [box, ...more] = store.superboxes.filter((found) => found.label === label);
    if (box === undefined) return refuse('assertion', 'one is missing');
    if (more.length > 0 || named.has(label)) return refuse('malformed', 'an assertion twice');
    named.add(label);
    const hash = createHash(hashNameOf(reference.get('alg'), algorithm))
      .update(box.bytes)
      .digest();
    if (!hash.equals(bytesOf(reference.get('hash'), 'a hash'))) return refuse('assertion', 'another hash');
    return { label, box };
  });
  // What the claim does not name, nobody signed.
  if (named.size !== store.superboxes.length || store.contents.length > 0)
    return refuse('assertion', 'one that was not sealed');
  return assertions;
}

/** Version 2 has one map, version 1 a list of them or a line of text (C2PA 2.2 section 10). */
function generatorOf(claim: CborMap): string | null {
  const info = claim.get('claim_generator_info');
  const first = Array.isArray(info) ? (info as readonly Cbor[])[0] : info;
  if (first instanceof Map) {
    const { name, version } = Object.fromEntries(first as ReadonlyMap<string, Cbor>) as Record<string, Cbor>;
    if (typeof name === 'string') return typeof version === 'string' ? `${name} ${version}` : name;
  }
  const text = claim.get('claim_generator');
  return typeof text === 'string' ? text : null;
}

/** @throws SealFault */
export function readClaim(store: Buffer): Claim {
  const manifest = newest(parseJumbf(store));
  const bytes = cborOf(one(manifest, CLAIM, 'the claim'));
  const signature = one(manifest, SIGNATURE, 'the signature');
  const claim = mapOf(decodeCbor(bytes), 'the claim');
  if (pathOf(textOf(claim.get('signature'), 'the signature'), manifest.label) !== signature.label)
    return refuse('malformed', 'the name of the signature');
  const algorithm = claim.get('alg');
  return {
    ...{ bytes, algorithm, signature: cborOf(signature) },
    assertions: assertionsOf(claim, manifest, algorithm),
    generator: generatorOf(claim),
  };
}
