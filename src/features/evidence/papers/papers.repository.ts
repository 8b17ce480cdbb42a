import { Injectable } from '@nestjs/common';
import type { ExhibitId, InvestigationId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import type { PaperExhibit } from './domain';

export type FoundExhibit = PaperExhibit & { readonly investigationId: InvestigationId };

@Injectable()
export class PapersRepository {
  /** In the order in which they were registered. Those that do not exist are left out. */
  async find(tx: Transaction, exhibits: readonly ExhibitId[]): Promise<FoundExhibit[]> {
    return tx.query<FoundExhibit>(
      `SELECT e.id, e.reference, e.investigation_id AS "investigationId", i.urn, e.producer_name AS "producerName",
              e.description, c.size::float8 AS size, c.stored_sha256 AS sha256
         FROM lintel.exhibit e JOIN lintel.clip c ON c.id = e.clip_id
         JOIN lintel.investigation i ON i.id = e.investigation_id
        WHERE e.id = ANY($1) ORDER BY e.name_key, e.id`,
      [exhibits],
    );
  }
}
