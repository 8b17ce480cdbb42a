import { Injectable } from '@nestjs/common';
import type { ExhibitId, InvestigationId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import type { PaperExhibit } from './domain';

export type FoundExhibit = PaperExhibit & {
  readonly investigationId: InvestigationId;
  readonly erased: boolean;
};

@Injectable()
export class PapersRepository {
  /** In the order of their references. Extracts and films that were made are found by their own id. Those that do not exist are left out. */
  async find(tx: Transaction, exhibits: readonly ExhibitId[]): Promise<FoundExhibit[]> {
    return tx.query<FoundExhibit>(
      `SELECT f.id, f.reference, f."investigationId", f.urn, f."producerName", f.description, f.size, f.sha256, f.erased FROM (
       SELECT e.id, e.reference, e.investigation_id AS "investigationId", i.urn, e.producer_name AS "producerName",
              e.description, c.size::float8 AS size, c.stored_sha256 AS sha256, c.erased_at IS NOT NULL AS erased,
              e.name_key, 0 AS number
         FROM lintel.exhibit e JOIN lintel.clip c ON c.id = e.clip_id
         JOIN lintel.investigation i ON i.id = e.investigation_id
        WHERE e.id = ANY($1)
        UNION ALL
       SELECT d.id, e.reference || '/' || d.version, e.investigation_id, i.urn, o.display_name,
              d.title, r.size::float8, r.sha256, false, e.name_key, d.version
         FROM lintel.redaction d JOIN lintel.exhibit e ON e.id = d.exhibit_id
         JOIN lintel.rendition r ON r.id = d.id AND r.state = 'made' AND r.sha256 IS NOT NULL
         JOIN lintel.investigation i ON i.id = e.investigation_id JOIN lintel.officer o ON o.id = d.author_id
        WHERE d.id = ANY($1)
        UNION ALL
       SELECT m.id, e.reference || '/' || m.number, e.investigation_id, i.urn, o.display_name,
              m.title, r.size::float8, r.sha256, false, e.name_key, m.number
         FROM lintel.compilation m JOIN lintel.exhibit e ON e.id = m.exhibit_id
         JOIN lintel.rendition r ON r.id = m.id AND r.state = 'made' AND r.sha256 IS NOT NULL
         JOIN lintel.investigation i ON i.id = e.investigation_id JOIN lintel.officer o ON o.id = m.author_id
        WHERE m.id = ANY($1)) f
        ORDER BY f.name_key, f.number, f.id`,
      [exhibits],
    );
  }
}
