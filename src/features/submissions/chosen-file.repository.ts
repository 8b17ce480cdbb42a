import { Injectable } from '@nestjs/common';
import type { ClipId, SubmissionId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { AwaitedFile, RemovedFile } from './domain/chosen';

/** What was taken out, and whether the log speaks of it. */
interface Removed extends RemovedFile {
  readonly hasEvent: boolean;
}

/** Files of the current draft that are not here whole, and what was taken out of it. Row-level security decides whose. */
@Injectable()
export class ChosenFileRepository {
  /** In the order in which they were chosen; those of one choice, which have one time, by name, so that each is found again in a long list. */
  async all(tx: Transaction): Promise<AwaitedFile[]> {
    return tx.query<AwaitedFile>(
      `SELECT id, file_name AS name, size::float8 AS size, size_known AS "sizeKnown", file_date AS "fileDate", fingerprint
         FROM lintel.chosen_file ORDER BY created_at, file_name, id`,
    );
  }

  async byId(tx: Transaction, id: ClipId): Promise<AwaitedFile | undefined> {
    const [row] = await tx.query<AwaitedFile>(
      `SELECT id, file_name AS name, size::float8 AS size, size_known AS "sizeKnown", file_date AS "fileDate", fingerprint
         FROM lintel.chosen_file WHERE id = $1`,
      [id],
    );
    return row;
  }

  /** All in one statement: each would be a round trip of its own. */
  async insert(tx: Transaction, submissionId: SubmissionId, files: readonly AwaitedFile[]): Promise<void> {
    if (files.length === 0) return;
    await tx.query(
      `INSERT INTO lintel.chosen_file (id, submission_id, file_name, size, file_date, fingerprint, size_known)
       SELECT f.id, $1, f.name, f.size, f.file_date, f.fingerprint, f.size_known
         FROM unnest($2::uuid[], $3::text[], $4::bigint[], $5::timestamptz[], $6::text[], $7::boolean[])
           AS f(id, name, size, file_date, fingerprint, size_known)`,
      [
        submissionId,
        files.map(({ id }) => id),
        files.map(({ name }) => name),
        files.map(({ size }) => size),
        files.map(({ fileDate }) => fileDate),
        files.map(({ fingerprint }) => fingerprint),
        files.map(({ sizeKnown }) => sizeKnown),
      ],
    );
  }

  /** They are here, or known better. */
  async forget(tx: Transaction, ids: readonly ClipId[]): Promise<void> {
    await tx.query('DELETE FROM lintel.chosen_file WHERE id = ANY($1::uuid[])', [ids]);
  }

  /** `false` when it was out of reach, or is so already. */
  async setRemoved(tx: Transaction, id: ClipId, removed: boolean): Promise<boolean> {
    const [row] = await tx.query<{ done: boolean }>('SELECT lintel.set_removed($1, $2) AS done', [
      id,
      removed,
    ]);
    return row?.done === true;
  }

  async removed(tx: Transaction): Promise<Removed[]> {
    return tx.query<Removed>(
      'SELECT id, file_name AS name, size::float8 AS size, has_event AS "hasEvent" FROM lintel.removed_files()',
    );
  }
}
