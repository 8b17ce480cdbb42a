import { text } from 'node:stream/consumers';
import { memoryOf, type Memory, type VerifierKey } from '../../custody';
import type { Transaction } from '../../platform/database';
import { evidenceKey, type EvidenceKey, type EvidenceStore } from '../../platform/object-store';
import { spread } from './spread';

/** Where the worker puts signed heads: locked, and out of a database superuser's reach. */
const PUBLISHED = 'checkpoints/';
/** So many are read: the first, the last, and some between. Of all others the size is in the name. */
const READ = 50;
/** A bit can flip between a store and its reader: what no known key has signed is read so often before it is believed. */
const TRIES = 5;
const NAME = /^checkpoints\/([0-9]{16})(\.[0-9a-f]{16})?$/;
const FROM = 'the object store';

/** Also when the name is taken by a head of another history: then with the beginning of its root. */
export const headKey = (size: number, root?: Buffer): EvidenceKey =>
  evidenceKey(
    `${PUBLISHED}${String(size).padStart(16, '0')}${root === undefined ? '' : `.${root.toString('hex').slice(0, 16)}`}`,
  );

export type HeadStore = Pick<EvidenceStore, 'list' | 'read'>;

export interface PublishedHeads {
  /** Heads that were read, with their roots. */
  readonly read: readonly Memory[];
  /** Sizes of every head that is there, but for those that were read and are none. */
  readonly sizes: ReadonlySet<number>;
}

const sizeIn = (name: EvidenceKey): number => Number(NAME.exec(name)?.[1]);

/** A head as it lies in the store; undefined when it is none, however often it is read. Signed by a key that is retired, it must be read twice. */
export async function readHead(
  store: Pick<EvidenceStore, 'read'>,
  name: EvidenceKey,
  keys: readonly VerifierKey[],
): Promise<Memory | undefined> {
  let before: Memory | undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const memory = memoryOf(await text(await store.read(name)), FROM, keys);
    if (memory?.signed === true) return memory;
    if (memory?.root !== undefined && before?.root?.equals(memory.root) === true) return memory;
    before = memory ?? before;
  }
  return undefined;
}

/** What the locked store remembers of the log. */
export async function publishedHeads(
  store: HeadStore,
  keys: readonly VerifierKey[],
): Promise<PublishedHeads> {
  const names: EvidenceKey[] = [];
  for await (const { key } of store.list(PUBLISHED)) if (NAME.test(key)) names.push(key);
  const read: Memory[] = [];
  const sizes = new Set(names.map(sizeIn));
  for (const name of spread(names.sort(), READ)) {
    const memory = await readHead(store, name, keys);
    if (memory === undefined) sizes.delete(sizeIn(name));
    else read.push(memory);
  }
  return { read, sizes };
}

/** Every head that is there, for a check that passes each size anyway. */
export const allOf = ({ read, sizes }: PublishedHeads): Memory[] => [
  ...read,
  ...[...sizes].map((size) => ({ size, from: FROM, head: true })),
];

/** Sizes of heads that were put into the store. To be read before the store is listed. */
export async function listedHeads(tx: Transaction): Promise<number[]> {
  const rows = await tx.query<{ size: string }>('SELECT size FROM custody.published ORDER BY size');
  return rows.map(({ size }) => Number(size));
}
