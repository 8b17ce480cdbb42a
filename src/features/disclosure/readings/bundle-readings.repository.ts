import { Injectable } from '@nestjs/common';
import type { BundleId, InvestigationId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import type { StoredFile } from '../../evidence';

/** A sealed bundle and the files that sealing wrote, each stored file once. */
export interface BundleFilesOf {
  readonly id: BundleId;
  readonly investigationId: InvestigationId;
  readonly files: readonly StoredFile[];
}

/** A worker that dies while it reads leaves the bundle to the others after so long. */
const CLAIM_HOURS = 6;
/** What is damaged is read again so soon. */
const DAMAGED_HOURS = 24;

/** Of what was erased its bundle's own files went along; a revoked bundle is given to nobody. */
const KEPT = `(SELECT s.state FROM lintel.bundle_state s WHERE s.bundle_id = l.bundle_id ORDER BY s.place DESC LIMIT 1) IN ('sealed', 'superseded')
   AND NOT EXISTS (SELECT FROM lintel.bundle_item i JOIN lintel.clip c ON c.id = i.clip_id
     WHERE i.bundle_id = l.bundle_id AND c.erased_at IS NOT NULL)`;

@Injectable()
export class BundleReadingsRepository {
  /** What is given out no more is not read again, so that nothing else would end its damage. */
  async forgetGone(tx: Transaction): Promise<void> {
    await tx.query(
      `UPDATE lintel.bundle_reading l SET damaged = '{}', damaged_since = NULL WHERE l.damaged_since IS NOT NULL AND NOT (${KEPT})`,
    );
  }

  /** The bundle that has waited longest, taken for this worker; `undefined` when none was last read more than `days` ago. */
  async claim(tx: Transaction, days: number): Promise<BundleId | undefined> {
    const [row] = await tx.query<{ id: BundleId }>(
      `INSERT INTO lintel.bundle_reading AS r (bundle_id, read_at)
       SELECT l.bundle_id, now() - make_interval(days => $1) + make_interval(hours => $2)
         FROM lintel.bundle_seal l LEFT JOIN lintel.bundle_reading x ON x.bundle_id = l.bundle_id
        WHERE coalesce(x.read_at, l.sealed_at) < now() - make_interval(days => $1) AND ${KEPT}
        ORDER BY coalesce(x.read_at, l.sealed_at), l.bundle_id LIMIT 1
       ON CONFLICT (bundle_id) DO UPDATE SET read_at = excluded.read_at
        WHERE r.read_at < now() - make_interval(days => $1)
       RETURNING bundle_id AS id`,
      [days, CLAIM_HOURS],
    );
    return row?.id;
  }

  /** Items of a bundle are read with their clips. */
  async files(tx: Transaction, id: BundleId): Promise<BundleFilesOf | undefined> {
    const [row] = await tx.query<BundleFilesOf>(
      `SELECT b.id, b.investigation_id AS "investigationId",
              (SELECT coalesce(jsonb_agg(jsonb_build_object('what', e.path, 'key', e.object_key, 'size', e.size, 'sha256', e.sha256) ORDER BY e.position), '[]')
                 FROM (SELECT DISTINCT ON (e.object_key) e.* FROM lintel.bundle_entry e
                        WHERE e.bundle_id = b.id AND e.object_key LIKE 'bundles/%' ORDER BY e.object_key, e.position) e) AS files
         FROM lintel.bundle_seal l JOIN lintel.bundle b ON b.id = l.bundle_id WHERE l.bundle_id = $1 AND ${KEPT}`,
      [id],
    );
    return row;
  }

  /** Sealed since, in order, after `after`. */
  async sealed(tx: Transaction, since: Date, after: BundleId | null, limit: number): Promise<BundleId[]> {
    const rows = await tx.query<{ id: BundleId }>(
      `SELECT l.bundle_id AS id FROM lintel.bundle_seal l
        WHERE l.sealed_at >= $1 AND ($2::uuid IS NULL OR l.bundle_id > $2) AND ${KEPT} ORDER BY l.bundle_id LIMIT $3`,
      [since, after, limit],
    );
    return rows.map(({ id }) => id);
  }

  /** @param damaged paths @param days until all is read again; what is damaged is read again sooner */
  async read(tx: Transaction, id: BundleId, damaged: readonly string[], days: number): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.bundle_reading AS r (bundle_id, read_at, damaged, damaged_since)
       VALUES ($1, CASE WHEN $2::text[] = '{}' THEN now() ELSE now() - make_interval(days => $3) + make_interval(hours => $4) END,
               $2, CASE WHEN $2::text[] <> '{}' THEN now() END)
       ON CONFLICT (bundle_id) DO UPDATE SET read_at = excluded.read_at, damaged = excluded.damaged,
         damaged_since = CASE WHEN excluded.damaged <> '{}' THEN coalesce(r.damaged_since, now()) END`,
      [id, damaged, days, DAMAGED_HOURS],
    );
  }

  /** The file is read under this key from now on, by every path that it has. */
  async readFrom(tx: Transaction, before: string, key: string): Promise<void> {
    await tx.query('UPDATE lintel.bundle_entry SET object_key = $2 WHERE object_key = $1', [before, key]);
  }
}
