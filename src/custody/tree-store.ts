import type { Transaction } from '../platform/database';
import { foldNodes, rangeNodes, type NodeId, type Range } from './pure/merkle';

const key = ({ level, index }: NodeId): string => `${level}/${index}`;

/** Hashes of stored full subtrees, in the order asked for. @throws RangeError when one is missing. */
export async function readNodes(tx: Transaction, nodes: readonly NodeId[]): Promise<Buffer[]> {
  const rows = await tx.query<{ level: number; index: string; hash: Buffer }>(
    `SELECT n.level, n.index, n.hash FROM custody.node n
     JOIN unnest($1::integer[], $2::bigint[]) AS u (level, index) USING (level, index)`,
    [nodes.map((node) => node.level), nodes.map((node) => node.index)],
  );
  const found = new Map(rows.map((row) => [key({ level: row.level, index: Number(row.index) }), row.hash]));
  return nodes.map((node) => {
    const hash = found.get(key(node));
    if (hash === undefined) throw new RangeError(`the tree lacks node ${key(node)}`);
    return hash;
  });
}

/** The root over each range of leaves, in one query. */
export async function readRanges(tx: Transaction, ranges: readonly Range[]): Promise<Buffer[]> {
  const parts = ranges.map(rangeNodes);
  const hashes = await readNodes(tx, parts.flat());
  let at = 0;
  return parts.map((nodes) => foldNodes(hashes.slice(at, (at += nodes.length))));
}
