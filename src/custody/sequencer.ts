import type { Database, Transaction } from '../platform/database';
import { CustodyBroken } from './custody.errors';
import { addKeys, refuseUnknownKeys } from './known-keys';
import { signCheckpoint } from './pure/checkpoint';
import { Frontier, type Node } from './pure/frontier';
import { leafHash } from './pure/merkle';
import { recordHash, recordText } from './pure/record';
import type { NoteSigner } from './pure/signed-note';
import { readNodes } from './tree-store';

/** Any number will do, as long as every sequencer of a database uses the same. */
const SEQUENCER_LOCK = 6_962_916;
const DEFAULT_BATCH = 1_000;

/** A signed checkpoint, for the object store and for witnesses. */
export interface SignedCheckpoint {
  readonly size: number;
  /** C2SP tlog-checkpoint, verbatim. */
  readonly note: string;
}

interface PendingRow {
  readonly subject: string;
  readonly seq: string;
  readonly prev: Buffer;
  readonly hash: Buffer;
  readonly event: string;
}

interface Batch {
  readonly sequenced: number;
  readonly checkpoint?: SignedCheckpoint;
}

async function addNodes(tx: Transaction, nodes: readonly Node[]): Promise<void> {
  await tx.query('SELECT custody.add_nodes($1, $2, $3)', [
    nodes.map((node) => node.level),
    nodes.map((node) => node.index),
    nodes.map((node) => node.hash),
  ]);
}

/** The leaf of a record, after making sure that the record is what its hash says. */
function leafOf(row: PendingRow): Buffer {
  const text = recordText({ subject: row.subject, seq: Number(row.seq), prev: row.prev, event: row.event });
  if (!recordHash(text).equals(row.hash)) throw new CustodyBroken(row.subject, Number(row.seq), 'hash');
  return leafHash(text);
}

/** Within a subject `ordinal` grows with `seq`, so a batch never holds a record without those before it. */
const PENDING = `
  SELECT p.subject, p.seq, r.prev, r.hash, r.event
  FROM custody.pending p JOIN custody.record r USING (subject, seq)
  ORDER BY p.ordinal LIMIT $1`;

async function sequenceBatch(tx: Transaction, signers: readonly NoteSigner[], batch: number): Promise<Batch> {
  const [lock] = await tx.query<{ mine: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS mine', [
    SEQUENCER_LOCK,
  ]);
  if (lock?.mine !== true) return { sequenced: 0 };
  const rows = await tx.query<PendingRow>(PENDING, [batch]);
  const [signer] = signers;
  if (rows.length === 0 || signer === undefined) return { sequenced: 0 };
  await refuseUnknownKeys(tx, signers);
  const [tree] = await tx.query<{ size: string }>(
    'SELECT coalesce(max(index) + 1, 0) AS size FROM custody.leaf',
  );
  const first = Number(tree?.size);
  const frontier = Frontier.at(first, await readNodes(tx, Frontier.nodes(first)));
  const nodes = rows.flatMap((row) => frontier.append(leafOf(row)));
  await tx.query('SELECT custody.add_leaves($1, $2, $3)', [
    first,
    rows.map((row) => row.subject),
    rows.map((row) => row.seq),
  ]);
  await addNodes(tx, nodes);
  const head = { size: frontier.size, root: frontier.root() };
  const note = signCheckpoint(signer.name, head, signers);
  await addKeys(tx, signers);
  await tx.query('SELECT custody.add_checkpoint($1, $2, $3)', [head.size, head.root, note]);
  return { sequenced: rows.length, checkpoint: { size: head.size, note } };
}

/**
 * Puts one batch of committed records into the tree and signs a checkpoint over it, in one transaction. Does nothing
 * while another sequencer is at work.
 * @param signers at least one; all share the log's origin as their name.
 * @returns how many records were sequenced.
 * @throws UnknownKeys when the log is signed with others; CustodyBroken instead of signing a record that is not what was appended.
 */
export async function sequenceOnce(
  database: Database,
  signers: readonly NoteSigner[],
  options: {
    readonly batch?: number;
    readonly publish?: (checkpoint: SignedCheckpoint) => Promise<void>;
  } = {},
): Promise<number> {
  const done = await database.transaction((tx) => sequenceBatch(tx, signers, options.batch ?? DEFAULT_BATCH));
  if (done.checkpoint !== undefined) await options.publish?.(done.checkpoint);
  return done.sequenced;
}

/** The newest signed checkpoint: to publish again after a restart, in case the last one was not. */
export async function latestCheckpoint(tx: Transaction): Promise<SignedCheckpoint | undefined> {
  const [row] = await tx.query<{ size: string; note: string }>(
    'SELECT size, note FROM custody.checkpoint ORDER BY size DESC LIMIT 1',
  );
  return row === undefined ? undefined : { size: Number(row.size), note: row.note };
}
