import { randomBytes, randomInt } from 'node:crypto';
import type { Database, Transaction } from '../platform/database';
import { CustodyBroken } from './custody.errors';
import { addKeys, refuseUnknownKeys } from './known-keys';
import { signCheckpoint } from './pure/checkpoint';
import { Frontier, type Node } from './pure/frontier';
import { leafHash, rangeNodes } from './pure/merkle';
import { paddingHash, type Padding } from './pure/padding';
import { inSlots, type Layout, type Moment } from './pure/places';
import { recordHash, recordText } from './pure/record';
import type { NoteSigner } from './pure/signed-note';
import { readNodes } from './tree-store';

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
  readonly prev: string;
  readonly hash: string;
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
  if (recordHash(text) !== row.hash) throw new CustodyBroken(row.subject, Number(row.seq), 'hash');
  return leafHash(text);
}

/** Within a subject `ordinal` grows with `seq`, so a batch never holds a record without those before it. */
const PENDING = `
  SELECT p.subject, p.seq, encode(r.prev, 'hex') AS prev, encode(r.hash, 'hex') AS hash, r.event
  FROM custody.pending p JOIN custody.record r USING (subject, seq)
  ORDER BY p.ordinal LIMIT $1`;

const STATE = `
  SELECT greatest((SELECT coalesce(max(l.index) + 1, 0) FROM custody.leaf l),
      (SELECT coalesce(max(p.until), 0) FROM custody.padding p)) AS size,
    f.size AS first_size, (extract(epoch FROM clock_timestamp() - f.signed_at) * 1000)::float8 AS ms
  FROM (VALUES (1)) one
  LEFT JOIN (SELECT size, signed_at FROM custody.checkpoint ORDER BY size LIMIT 1) f ON true`;

/** How large the tree is, and how long it has been growing. */
async function momentOf(tx: Transaction): Promise<Moment> {
  const [row] = await tx.query<{ size: string; first_size: string | null; ms: number | null }>(STATE);
  const { size, first_size: first = null, ms = null } = row ?? {};
  return {
    size: Number(size),
    since: first === null || ms === null ? undefined : { ms, size: Number(first) },
  };
}

/** Adds leaves at rising places, and padding wherever there is none. Gives every full subtree that is made. */
export function grow(
  frontier: Frontier,
  leaves: readonly { readonly place: number; readonly hash: Buffer }[],
  { until, seed }: Pick<Padding, 'until' | 'seed'>,
): Node[] {
  const padTo = (to: number): Node[] =>
    rangeNodes({ from: frontier.size, to }).flatMap((id) =>
      frontier.add({ ...id, hash: paddingHash(seed, id) }),
    );
  return [
    ...leaves.flatMap(({ place, hash }) => [...padTo(place), ...frontier.append(hash)]),
    ...padTo(until),
  ];
}

async function addLeaves(
  tx: Transaction,
  { first, until, seed }: Padding,
  places: readonly number[],
  rows: readonly PendingRow[],
): Promise<void> {
  await tx.query('SELECT custody.add_leaves($1, $2, $3, $4, $5, $6)', [
    first,
    until,
    until - first === rows.length ? null : seed,
    places,
    rows.map((row) => row.subject),
    rows.map((row) => row.seq),
  ]);
}

async function sequenceBatch(
  tx: Transaction,
  signers: readonly NoteSigner[],
  batch: number,
  layout: Layout,
): Promise<Batch> {
  const [turn] = await tx.query<{ mine: boolean }>('SELECT custody.take_turn() AS mine');
  if (turn?.mine !== true) return { sequenced: 0 };
  const rows = await tx.query<PendingRow>(PENDING, [batch]);
  const [signer] = signers;
  if (rows.length === 0 || signer === undefined) return { sequenced: 0 };
  await refuseUnknownKeys(tx, signers);
  const moment = await momentOf(tx);
  const { places, until } = layout(rows.length, moment, randomInt);
  const padding = { first: moment.size, until, seed: randomBytes(32) };
  const leaves = rows
    .map((row, place) => ({ place: places[place] ?? until, hash: leafOf(row) }))
    .sort((one, other) => one.place - other.place);
  const frontier = Frontier.at(moment.size, await readNodes(tx, Frontier.nodes(moment.size)));
  const nodes = grow(frontier, leaves, padding);
  await addLeaves(tx, padding, places, rows);
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
    /** Where the records go; by itself at random places of slots. */
    readonly layout?: Layout;
    readonly publish?: (checkpoint: SignedCheckpoint) => Promise<void>;
  } = {},
): Promise<number> {
  const done = await database.transaction((tx) =>
    sequenceBatch(tx, signers, options.batch ?? DEFAULT_BATCH, options.layout ?? inSlots),
  );
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
