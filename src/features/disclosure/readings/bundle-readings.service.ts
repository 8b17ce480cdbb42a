import type { Config } from '../../../config';
import { investigationSubject, type CustodyLog } from '../../../custody';
import type { BundleId } from '../../../kernel/ids';
import type { Database, Transaction } from '../../../platform/database';
import type { EvidenceReader } from '../../../platform/object-store';
import { StoredReading, type FilesRead } from '../../evidence';
import { BundleReadingsRepository, type BundleFilesOf } from './bundle-readings.repository';

export interface BundleCheck extends FilesRead {
  readonly id: BundleId;
  readonly files: number;
  readonly bytes: number;
}

export interface BundleReadingParts {
  readonly database: Database;
  readonly evidence: EvidenceReader;
  readonly custody: CustodyLog;
  readonly config: Config;
}

/** Files that one event names: an event is at most 64 KiB. */
const IN_ONE_EVENT = 200;

/** Reads again what sealing wrote of each bundle that is still given out, and says in the log what was found. */
export class BundleReadings {
  private readonly rows = new BundleReadingsRepository();
  private readonly reading: StoredReading;

  constructor(private readonly parts: BundleReadingParts) {
    this.reading = new StoredReading(parts.evidence, parts.config.fixity.bytesPerSecond);
  }

  /** The bundle that has waited longest, if one is due. Workers share them out. */
  async next(signal: AbortSignal): Promise<BundleCheck | undefined> {
    const { database, config } = this.parts;
    const id = await database.transaction(async (tx) => {
      await this.rows.forgetGone(tx);
      return this.rows.claim(tx, config.fixity.days);
    });
    return id === undefined ? undefined : this.check(id, signal);
  }

  /** One bundle; `undefined` when it is not given out any more. @throws the signal's reason, and what the store throws */
  async check(id: BundleId, signal: AbortSignal): Promise<BundleCheck | undefined> {
    const { database } = this.parts;
    const bundle = await database.transaction((tx) => this.rows.files(tx, id));
    if (bundle === undefined) return undefined;
    const read = await this.reading.of(bundle.files, signal);
    await database.transaction(async (tx) => {
      // It may have been revoked, or a file of it erased, while it was read.
      if ((await this.rows.files(tx, id)) !== undefined) await this.record(tx, bundle, read);
    });
    const bytes = bundle.files.reduce((sum, { size }) => sum + size, 0);
    return { id, files: bundle.files.length, bytes, ...read };
  }

  /** Every bundle sealed since then, one after the other. */
  async *all(since: Date, signal: AbortSignal): AsyncGenerator<BundleCheck> {
    let after: BundleId | null = null;
    for (;;) {
      const last: BundleId | null = after;
      const ids: BundleId[] = await this.parts.database.transaction((tx) =>
        this.rows.sealed(tx, since, last, 200),
      );
      for (const id of ids) {
        const checked = await this.check(id, signal);
        if (checked !== undefined) yield checked;
      }
      after = ids.at(-1) ?? null;
      if (after === null) return;
    }
  }

  private async record(
    tx: Transaction,
    { id, investigationId, files }: BundleFilesOf,
    { damage }: FilesRead,
  ): Promise<void> {
    const { custody, config } = this.parts;
    const about = { subject: investigationSubject(investigationId), investigation: investigationId };
    const good = files.filter((file) => damage.every((one) => one.file !== file));
    for (let at = 0; at < good.length; at += IN_ONE_EVENT) {
      const checked = good
        .slice(at, at + IN_ONE_EVENT)
        .map(({ sha256, size }) => ({ what: 'bundle-file', sha256, size }));
      await custody.append(tx, { type: 'fixity-checked', ...about, detail: { bundle: id, checked } });
    }
    for (const { file, found } of damage) {
      const expected = { sha256: file.sha256, size: file.size };
      const detail = { bundle: id, what: 'bundle-file', expected, found: found ?? null };
      await custody.append(tx, { type: 'fixity-failed', ...about, detail });
    }
    await this.rows.read(
      tx,
      id,
      damage.map(({ file }) => file.what),
      config.fixity.days,
    );
  }
}
