import type { Database, Transaction } from '../../platform/database';
import type { EvidenceStore } from '../../platform/object-store';
import { AskedWitnesses, type Outside } from './asked-witnesses';

/** The locked store, or a witness, holds checkpoints of a log that is not the database's: the database is older. */
export interface Behind {
  /** Records under the newest checkpoint that the log does not know. */
  readonly store: number;
  /** Records under the newest checkpoint of the log. */
  readonly log: number;
  /** Where the store does not know of it: the witness that has seen it. */
  readonly witness?: string;
}

const PREFIX = 'checkpoints/';
const NAME = /^checkpoints\/(\d{16})$/;
const BATCH = 1_000;

const UNKNOWN = `
  SELECT max(size)::float8 AS size FROM unnest($1::bigint[]) AS size
   WHERE NOT EXISTS (SELECT FROM custody.checkpoint c WHERE c.size = size.size)`;

/** What a person has compared and let pass. */
const ACCEPTED = `
  SELECT coalesce(max((event::jsonb #>> '{detail,store}')::float8), 0) AS size FROM custody.record
   WHERE type = 'restore-compared'`;

const NEWEST = 'SELECT coalesce(max(size), 0)::float8 AS size FROM custody.checkpoint';

async function sizeOf(tx: Transaction, sql: string, values: readonly unknown[] = []): Promise<number | null> {
  const [row] = await tx.query<{ size: number | null }>(sql, values);
  return row?.size ?? null;
}

/**
 * A checkpoint is in the database before it goes to the store or to a witness. So one that only they know says that the database was
 * brought back from a backup that is older: what it does not name is not nobody's, and nothing may be erased for it.
 */
export class RestoreGuard {
  /** The name up to which every checkpoint of the store is known to the log. */
  private known = '';
  private readonly witnesses: AskedWitnesses;

  constructor(
    private readonly database: Database,
    private readonly evidence: Pick<EvidenceStore, 'list'>,
    outside: Outside,
  ) {
    this.witnesses = new AskedWitnesses(database, outside);
  }

  /** `undefined` when every checkpoint in the store is one of the log and no witness knows more, or a person has compared them. */
  async behind(): Promise<Behind | undefined> {
    const unknown = await this.unknownInStore();
    const seen = await this.witnesses.most();
    const store = Math.max(unknown, seen?.size ?? 0);
    if (store === 0) return undefined;
    return this.database.transaction(async (tx) => {
      if (store <= ((await sizeOf(tx, ACCEPTED)) ?? 0)) return undefined;
      const log = (await sizeOf(tx, NEWEST)) ?? 0;
      return { store, log, ...(seen !== undefined && seen.size > unknown && { witness: seen.name }) };
    });
  }

  /** Witnesses that said nothing when they were asked last: they hold nothing, since whoever runs one must not keep a force from erasing what the law wants erased. */
  get silent(): readonly string[] {
    return this.witnesses.silent;
  }

  /** Records under the newest checkpoint of the store that the log does not know; 0 when it knows all. */
  private async unknownInStore(): Promise<number> {
    let unknown = 0;
    let batch: number[] = [];
    let last = this.known;
    const compare = async (): Promise<void> => {
      const found = await this.database.transaction((tx) => sizeOf(tx, UNKNOWN, [batch]));
      unknown = Math.max(unknown, found ?? 0);
      batch = [];
    };
    for await (const { key } of this.evidence.list(PREFIX, this.known)) {
      const size = NAME.exec(key)?.[1];
      if (size === undefined) continue;
      batch.push(Number(size));
      if (key > last) last = key;
      if (batch.length >= BATCH) await compare();
    }
    if (batch.length > 0) await compare();
    if (unknown === 0) this.known = last;
    return unknown;
  }
}
