import type { Transaction } from '../platform/database';
import type { Conflict } from './alarms';
import { DatabaseSource } from './database-source';
import { parseCheckpoint } from './pure/checkpoint';
import { bySize, type Memory } from './pure/memory';
import { isSettled, readResolution } from './pure/resolution';
import type { VerifierKey } from './pure/signed-note';
import { latestCheckpoint } from './sequencer';
import { readRanges } from './tree-store';

/** So many of the newest leaves are looked at each time. */
const TAIL = 500;

interface State {
  /** Leaves in the tree. */
  readonly size: number;
  readonly newest: { readonly size: number; readonly root: Buffer } | undefined;
}

/** Of the newest leaves, and the ends of their chains, those whose record is gone; of the newest records those that lie nowhere; and batches without a record. */
const LOST = `
  WITH tail AS (SELECT l.subject, l.seq FROM custody.leaf l ORDER BY l.index DESC LIMIT $1)
  SELECT (SELECT count(*) FROM tail LEFT JOIN custody.record r USING (subject, seq) WHERE r.id IS NULL)
    + (SELECT count(*) FROM custody.head h LEFT JOIN custody.record r USING (subject, seq)
       WHERE h.subject IN (SELECT t.subject FROM tail t) AND r.hash IS DISTINCT FROM h.hash)
    + (SELECT count(*) FROM (SELECT n.subject, n.seq FROM custody.record n ORDER BY n.id DESC LIMIT $1) newest
       LEFT JOIN custody.leaf l USING (subject, seq) LEFT JOIN custody.pending p USING (subject, seq)
       WHERE l.index IS NULL AND p.ordinal IS NULL)
    + (SELECT count(*) FROM (SELECT n.first, n.until FROM custody.padding n ORDER BY n.first DESC LIMIT $1) batch
       WHERE NOT EXISTS (SELECT FROM custody.leaf l WHERE l.index >= batch.first AND l.index < batch.until)) AS lost`;

const SIZE = `
  SELECT greatest((SELECT coalesce(max(l.index) + 1, 0) FROM custody.leaf l),
    (SELECT coalesce(max(p.until), 0) FROM custody.padding p)) AS size`;

const RESOLUTIONS = `
  SELECT r.subject, r.event FROM custody.record r
  WHERE r.type = 'log-alarm-resolved' AND r.subject = 'service:lintel' ORDER BY r.seq`;

async function stateOf(tx: Transaction): Promise<State> {
  const [row] = await tx.query<{ size: string }>(SIZE);
  const newest = parseCheckpoint((await latestCheckpoint(tx))?.note ?? '');
  return { size: Number(row?.size), newest };
}

/** Undefined when the tree lacks a node. */
async function rootAt(tx: Transaction, size: number): Promise<Buffer | undefined> {
  try {
    const [root] = await readRanges(tx, [{ from: 0, to: size }]);
    return root;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

async function isSigned(tx: Transaction, size: number): Promise<boolean> {
  const [row] = await tx.query<{ there: boolean }>(
    'SELECT EXISTS (SELECT FROM custody.checkpoint WHERE size = $1) AS there',
    [size],
  );
  return row?.there === true;
}

async function damage(tx: Transaction, { size, newest }: State): Promise<Conflict | undefined> {
  const conflict = (mark: string): Conflict => ({
    what: 'log-damaged',
    source: 'the database',
    found: size,
    mark,
  });
  if ((newest?.size ?? 0) !== size) return conflict(`${newest?.size ?? 0} signed of ${size}`);
  const [row] = await tx.query<{ lost: string }>(LOST, [TAIL]);
  if (Number(row?.lost) > 0) return conflict('records');
  if (newest === undefined) return undefined;
  return (await rootAt(tx, size))?.equals(newest.root) === true ? undefined : conflict(`root of ${size}`);
}

async function conflictWith(tx: Transaction, memory: Memory, { size }: State): Promise<Conflict | undefined> {
  const { size: remembered, root, from: source, head } = memory;
  const mark = root?.toString('hex').slice(0, 16);
  const conflict = { source, remembered, found: size, ...(mark !== undefined && { mark }) };
  if (remembered > size) return { what: 'log-shorter', ...conflict };
  if (root !== undefined && (await rootAt(tx, remembered))?.equals(root) !== true)
    return { what: 'other-history', ...conflict };
  if (head && !(await isSigned(tx, remembered))) return { what: 'checkpoint-missing', ...conflict };
  return undefined;
}

/** What the log says against what is remembered of it. */
export interface Comparison {
  readonly conflicts: readonly Conflict[];
  /** The largest size up to which a memory with a root agrees, below every conflict. */
  readonly kept: number;
  /** The largest size that is remembered and is not in the log. */
  readonly lost: number;
}

/**
 * Compares the log with what is remembered of it, in the time of a few lookups a memory: run it in a snapshot. It does not look at
 * every record: that is the audit's.
 */
export async function compareLog(
  tx: Transaction,
  memories: readonly Memory[],
  keys: readonly VerifierKey[],
): Promise<Comparison> {
  const state = await stateOf(tx);
  const own = await new DatabaseSource(tx, keys[0]?.name ?? '').memories();
  const said = await tx.query<{ subject: string; event: string }>(RESOLUTIONS);
  const resolutions = said
    .map((record) => readResolution(record, keys))
    .filter((resolution) => resolution !== undefined);
  const all = [...memories, ...own].filter((memory) => !isSettled(memory, resolutions));
  // Of each kind and source the one that remembers most.
  const conflicts = new Map<string, Conflict>();
  let [kept, lost] = [0, 0];
  for (const memory of all.sort(bySize)) {
    const conflict = await conflictWith(tx, memory, state);
    if (conflict !== undefined) {
      conflicts.set(`${conflict.what}/${conflict.source}`, conflict);
      lost = memory.size;
    } else if (conflicts.size === 0 && memory.root !== undefined) kept = memory.size;
  }
  const broken = await damage(tx, state);
  return { conflicts: [...conflicts.values(), ...(broken === undefined ? [] : [broken])], kept, lost };
}
