import { sha256 } from './sha256';

/** Merkle tree of RFC 6962 section 2.1 and RFC 9162 section 2.1 over SHA-256. Hashes are 32 bytes. */
export const EMPTY_ROOT: Buffer = sha256('');

/** SHA-256(0x00 || leaf). */
export const leafHash = (leaf: Uint8Array | string): Buffer =>
  sha256(typeof leaf === 'string' ? `\0${leaf}` : Buffer.concat([Buffer.of(0), leaf]));

const HASH_BYTES = 32;
/** Filled anew for each hash. */
const twoHashes = Buffer.concat([Buffer.of(1), Buffer.alloc(2 * HASH_BYTES)]);

/** SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  if (left.length !== HASH_BYTES || right.length !== HASH_BYTES)
    return sha256(Buffer.concat([Buffer.of(1), left, right]));
  twoHashes.set(left, 1);
  twoHashes.set(right, 1 + HASH_BYTES);
  return sha256(twoHashes);
}

/** The largest power of two below `size` (at least 2): where a tree of that size splits. */
function split(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** Leaves `from` up to, not with, `to`. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A full subtree of 2^level leaves; its first leaf is index * 2^level. */
export interface NodeId {
  readonly level: number;
  readonly index: number;
}

/** PATH(index, D[size]) of RFC 6962 section 2.1.1, as ranges of leaves whose roots make the proof. */
export function inclusionRanges(index: number, size: number): Range[] {
  if (index < 0 || index >= size) throw new RangeError(`no leaf ${index} in a tree of ${size}`);
  const path = (at: number, { from, to }: Range): Range[] => {
    if (to - from === 1) return [];
    const middle = from + split(to - from);
    return at < middle
      ? [...path(at, { from, to: middle }), { from: middle, to }]
      : [...path(at, { from: middle, to }), { from, to: middle }];
  };
  return path(index, { from: 0, to: size });
}

/** PROOF(oldSize, D[newSize]) of RFC 6962 section 2.1.2, as ranges of leaves whose roots make the proof. */
export function consistencyRanges(oldSize: number, newSize: number): Range[] {
  if (oldSize < 0 || oldSize > newSize) throw new RangeError(`no tree of ${oldSize} in one of ${newSize}`);
  const proof = (size: number, { from, to }: Range, whole: boolean): Range[] => {
    if (size === to - from) return whole ? [] : [{ from, to }];
    const middle = from + split(to - from);
    return size <= middle - from
      ? [...proof(size, { from, to: middle }, whole), { from: middle, to }]
      : [...proof(size - (middle - from), { from: middle, to }, false), { from, to: middle }];
  };
  return oldSize === 0 ? [] : proof(oldSize, { from: 0, to: newSize }, true);
}

/** The full subtrees that a range of a tree is made of, left to right. Empty for an empty range. */
export function rangeNodes({ from, to }: Range): NodeId[] {
  const nodes: NodeId[] = [];
  let at = from;
  while (at < to) {
    let level = 0;
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) level += 1;
    nodes.push({ level, index: at / 2 ** level });
    at += 2 ** level;
  }
  return nodes;
}

/** The root over full subtrees that stand left to right, each smaller than the one before. */
export function foldNodes(hashes: readonly Buffer[]): Buffer {
  return hashes.length === 0 ? EMPTY_ROOT : hashes.reduceRight((right, left) => nodeHash(left, right));
}

/** RFC 9162 section 2.1.3.2. */
export function verifyInclusion(
  leaf: Buffer,
  index: number,
  size: number,
  proof: readonly Buffer[],
  root: Buffer,
): boolean {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return false;
  let fn = index;
  let sn = size - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(sibling, hash);
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && hash.equals(root);
}

/** A signed state of the tree. */
export interface TreeHead {
  readonly size: number;
  readonly root: Buffer;
}

/** RFC 9162 section 2.1.4.2: whether `newer` holds `older` unchanged as its beginning. */
export function verifyConsistency(older: TreeHead, newer: TreeHead, proof: readonly Buffer[]): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root);
  if (older.size === 0) return proof.length === 0 && older.root.equals(EMPTY_ROOT);
  const power = Number.isInteger(Math.log2(older.size));
  const [first, ...rest] = power ? [older.root, ...proof] : proof;
  if (first === undefined) return false;
  let fn = older.size - 1;
  let sn = newer.size - 1;
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  let [oldRoot, newRoot] = [first, first];
  for (const hash of rest) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      [oldRoot, newRoot] = [nodeHash(hash, oldRoot), nodeHash(hash, newRoot)];
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [fn / 2, Math.floor(sn / 2)];
    } else {
      newRoot = nodeHash(newRoot, hash);
    }
    [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)];
  }
  return sn === 0 && oldRoot.equals(older.root) && newRoot.equals(newer.root);
}
