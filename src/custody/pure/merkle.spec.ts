import fc from 'fast-check';
import { Frontier } from './frontier';
import {
  consistencyRanges,
  EMPTY_ROOT,
  foldNodes,
  inclusionRanges,
  leafHash,
  rangeNodes,
  verifyConsistency,
  verifyInclusion,
  type Range,
} from './merkle';

/** The eight leaves of the reference tree of Certificate Transparency, and its root at each size. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((leaf) => leafHash(Buffer.from(leaf, 'hex')));
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const L = {
  leaf1: '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  leaf2: '0298d122906dcfc10892cb53a73992fc5b9f493ea4c9badb27b791b4127a7fe7',
  leaf3: '07506a85fd9dd2f120eb694f86011e5bb4662e5c415a62917033d4a9624487e7',
  leaf4: 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  pair0: 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  pair1: '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  pair2: '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
  pair3: 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  four0: 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  four1: '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  right3: '837dbb152e9b079010717e84e865da4ebc0fa198a806d59d31bf15accef22d0e',
};

/** A tree as the log stores it: full subtrees only. */
function grow(leaves: readonly Buffer[]) {
  const frontier = Frontier.empty();
  const stored = new Map<string, Buffer>();
  const roots = [frontier.root()];
  for (const leaf of leaves) {
    for (const node of frontier.append(leaf)) stored.set(`${node.level}/${node.index}`, node.hash);
    roots.push(frontier.root());
  }
  const hashOf = (range: Range): Buffer =>
    foldNodes(rangeNodes(range).map(({ level, index }) => stored.get(`${level}/${index}`) ?? EMPTY_ROOT));
  return { frontier, stored, roots, hashOf };
}

const hex = (hashes: readonly Buffer[]): string[] => hashes.map((hash) => hash.toString('hex'));
const treeOf = (size: number) => grow(Array.from({ length: size }, (_, index) => leafHash(`leaf ${index}`)));
const rootAt = (roots: readonly Buffer[], size: number): Buffer => roots[size] ?? EMPTY_ROOT;

describe('the Merkle tree (RFC 6962, RFC 9162)', () => {
  const reference = grow(LEAVES);

  it('has the published root at each size of the reference tree', () => {
    expect(hex(reference.roots)).toEqual(ROOTS);
  });

  it.each([
    [0, 1, []],
    [0, 8, [L.leaf1, L.pair1, L.four1]],
    [5, 8, [L.leaf4, L.pair3, L.four0]],
    [2, 3, [L.pair0]],
    [1, 5, [ROOTS[1], L.pair1, L.leaf4]],
  ])('gives the published proof that leaf %i is in the tree of %i', (index, size, proof) => {
    expect(hex(inclusionRanges(index, size).map(reference.hashOf))).toEqual(proof);
  });

  it.each([
    [1, 1, []],
    [1, 8, [L.leaf1, L.pair1, L.four1]],
    [6, 8, [L.pair2, L.pair3, L.four0]],
    [2, 5, [L.pair1, L.leaf4]],
    [3, 7, [L.leaf2, L.leaf3, L.pair0, L.right3]],
  ])('gives the published proof that the tree of %i begins the tree of %i', (older, newer, proof) => {
    expect(hex(consistencyRanges(older, newer).map(reference.hashOf))).toEqual(proof);
  });

  it('proves every leaf of every tree, and no leaf at another place', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), fc.nat(), (size, a, b) => {
        const { roots, hashOf, stored } = treeOf(size);
        const [index, other] = [a % size, b % size];
        const leaf = stored.get(`0/${index}`) ?? EMPTY_ROOT;
        const proof = inclusionRanges(index, size).map(hashOf);
        expect(verifyInclusion(leaf, index, size, proof, rootAt(roots, size))).toBe(true);
        expect(verifyInclusion(leaf, other, size, proof, rootAt(roots, size))).toBe(other === index);
        expect(verifyInclusion(leafHash('no'), index, size, proof, rootAt(roots, size))).toBe(false);
        expect(verifyInclusion(leaf, index, size, [...proof, leaf], rootAt(roots, size))).toBe(false);
      }),
    );
  });

  it('proves that every tree begins every longer one, and that no other tree does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), fc.nat(), (size, a) => {
        const { roots, hashOf } = treeOf(size);
        const older = { size: a % (size + 1), root: rootAt(roots, a % (size + 1)) };
        const newer = { size, root: rootAt(roots, size) };
        const proof = consistencyRanges(older.size, size).map(hashOf);
        expect(verifyConsistency(older, newer, proof)).toBe(true);
        expect(verifyConsistency({ ...older, root: leafHash('no') }, newer, proof)).toBe(false);
        expect(verifyConsistency(older, { ...newer, root: leafHash('no') }, proof)).toBe(older.size === 0);
      }),
    );
  });

  it('goes on from a stored edge as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.nat({ max: 200 }), (size) => {
        const { frontier, stored } = treeOf(size);
        const edge = Frontier.nodes(size).map(
          (node) => stored.get(`${node.level}/${node.index}`) ?? EMPTY_ROOT,
        );
        const again = Frontier.at(size, edge);
        again.append(leafHash('next'));
        frontier.append(leafHash('next'));
        expect(again.root()).toEqual(frontier.root());
      }),
    );
  });

  it('knows no proof outside the tree', () => {
    expect(() => inclusionRanges(8, 8)).toThrow(RangeError);
    expect(() => consistencyRanges(9, 8)).toThrow(RangeError);
    expect(() => Frontier.at(3, [])).toThrow(RangeError);
  });
});
