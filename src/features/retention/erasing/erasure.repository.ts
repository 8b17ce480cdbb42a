import { Injectable } from '@nestjs/common';
import type { BundleId, ClipId, DisposalId, InvestigationId, StillId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import type { ObjectToErase } from '../domain/object-to-erase';
import type { Circumstances } from '../domain/rules';
import { CIRCUMSTANCES } from '../items.repository';

export interface DisposalToDo {
  readonly id: DisposalId;
  readonly clipId: ClipId;
  readonly investigationId: InvestigationId;
  readonly state: 'approved' | 'erasing';
}

const FAMILY = '(c.id = $1 OR c.derived_from = $1)';

/** As the worker. */
@Injectable()
export class ErasureRepository {
  /** Whose time has come, those that have begun first. */
  async due(tx: Transaction, limit: number): Promise<DisposalToDo[]> {
    return tx.query<DisposalToDo>(
      `SELECT id, clip_id AS "clipId", investigation_id AS "investigationId", state FROM lintel.disposal
        WHERE state IN ('approved', 'erasing') AND erase_after <= now() ORDER BY state = 'approved', erase_after LIMIT $1`,
      [limit],
    );
  }

  async circumstances(tx: Transaction, id: ClipId): Promise<Omit<Circumstances, 'locks'>> {
    const [row] = await tx.query<Omit<Circumstances, 'locks'>>(
      `SELECT ${CIRCUMSTANCES} FROM lintel.clip c WHERE c.id = $1`,
      [id],
    );
    return row as Omit<Circumstances, 'locks'>;
  }

  /** Originals and working copies of an item and its stills. */
  async objects(tx: Transaction, id: ClipId): Promise<ObjectToErase[]> {
    return tx.query<ObjectToErase>(
      `SELECT c.evidence_key AS key, 'original' AS what, c.stored_sha256 AS sha256, c.size::float8 AS size,
              c.id AS "clipId", NULL::uuid AS "bundleId", false AS shared
         FROM lintel.clip c WHERE ${FAMILY}
       UNION ALL
       SELECT r.object_key, r.kind, r.sha256, r.size::float8, c.id, NULL, EXISTS (
                SELECT FROM lintel.clip x WHERE x.stored_sha256 = r.input_sha256 AND x.id <> c.id
                   AND x.sent_at IS NOT NULL AND x.erased_at IS NULL AND r.object_key LIKE 'renditions/%')
         FROM lintel.rendition r JOIN lintel.clip c ON c.id = r.clip_id WHERE ${FAMILY} AND r.state = 'made'
       UNION ALL
       -- Films that it is in, and that lie with another item.
       SELECT DISTINCT ON (r.id) r.object_key, r.kind, r.sha256, r.size::float8, c.id, NULL::uuid, false
         FROM lintel.compilation_part p JOIN lintel.clip c ON c.id = p.clip_id
         JOIN lintel.rendition r ON r.id = p.compilation_id AND r.state = 'made'
        WHERE ${FAMILY} AND r.clip_id <> $1 AND r.clip_id NOT IN (SELECT s.id FROM lintel.clip s WHERE s.derived_from = $1)
       ORDER BY 5, 2`,
      [id],
    );
  }

  /** Bundles that held it: their own small files name it and repeat what was said of it. */
  async bundles(tx: Transaction, id: ClipId): Promise<BundleId[]> {
    const rows = await tx.query<{ id: BundleId }>(
      `SELECT DISTINCT b.bundle_id AS id FROM lintel.bundle_item b JOIN lintel.clip c ON c.id = b.clip_id WHERE ${FAMILY}`,
      [id],
    );
    return rows.map((row) => row.id);
  }

  /** Every single frame that was asked for, also where none came of it. */
  async stills(tx: Transaction, id: ClipId): Promise<StillId[]> {
    const rows = await tx.query<{ id: StillId }>('SELECT id FROM lintel.still WHERE clip_id = $1', [id]);
    return rows.map((row) => row.id);
  }

  /** Where the files of films lie that it is in. */
  async films(tx: Transaction, id: ClipId): Promise<string[]> {
    const rows = await tx.query<{ folder: string }>(
      `SELECT DISTINCT 'redactions/' || m.clip_id || '/' || m.id || '/' AS folder
         FROM lintel.compilation m JOIN lintel.compilation_part p ON p.compilation_id = m.id
         JOIN lintel.clip c ON c.id = p.clip_id WHERE ${FAMILY}`,
      [id],
    );
    return rows.map(({ folder }) => folder);
  }

  /** From here on nobody opens it and nothing is made of it: whoever was about to is waited for. */
  async closeItem(tx: Transaction, id: ClipId): Promise<void> {
    await tx.query(`UPDATE lintel.clip c SET erased_at = now() WHERE ${FAMILY}`, [id]);
  }

  /** `false` when it was stopped meanwhile, or another worker was first. */
  async begin(tx: Transaction, id: DisposalId, objects: readonly ObjectToErase[]): Promise<boolean> {
    const rows = await tx.query(
      `UPDATE lintel.disposal SET state = 'erasing', begun_at = now(), objects = $2
        WHERE id = $1 AND state = 'approved' RETURNING id`,
      [id, JSON.stringify(objects)],
    );
    return rows.length === 1;
  }

  async isApproved(tx: Transaction, id: DisposalId): Promise<boolean> {
    return (
      (await tx.query(`SELECT 1 FROM lintel.disposal WHERE id = $1 AND state = 'approved'`, [id])).length ===
      1
    );
  }

  async begun(tx: Transaction, id: DisposalId): Promise<ObjectToErase[] | undefined> {
    const [row] = await tx.query<{ objects: ObjectToErase[] }>(
      `SELECT objects FROM lintel.disposal WHERE id = $1 AND state = 'erasing'`,
      [id],
    );
    return row?.objects;
  }

  async postpone(tx: Transaction, id: DisposalId, until: Date): Promise<void> {
    await tx.query(
      `UPDATE lintel.disposal SET erase_after = greatest(erase_after, $2) WHERE id = $1 AND state = 'approved'`,
      [id, until],
    );
  }

  async stop(tx: Transaction, id: DisposalId, reason: string): Promise<void> {
    await tx.query(
      `UPDATE lintel.disposal SET state = 'stopped', stopped_at = now(), stop_reason = $2 WHERE id = $1 AND state = 'approved'`,
      [id, reason],
    );
  }

  /** The personal values in tables, and the state. `false` when that has been done already. */
  async eraseValues(tx: Transaction, id: DisposalId): Promise<boolean> {
    const [row] = await tx.query<{ done: boolean }>('SELECT lintel.erase_item($1) AS done', [id]);
    return row?.done === true;
  }
}
