import { Injectable } from '@nestjs/common';
import type { ClipId, IncidentId, InvestigationId, OfficerId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import { IncidentsRepository, type SentIncidentRow } from './incidents.repository';

/** What officers read of a diary. */
@Injectable()
export class IncidentsService {
  constructor(
    private readonly database: Database,
    private readonly rows: IncidentsRepository,
    private readonly investigations: InvestigationsService,
  ) {}

  /** In the order of sending; `after` is the last one of the page before. @throws NotFound */
  async list(
    by: OfficerId,
    id: InvestigationId,
    limit: number,
    after?: IncidentId,
  ): Promise<SentIncidentRow[]> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.rows.ofInvestigation(tx, id, limit, after ?? null);
    });
  }

  /** What the victim wrote of what a clip shows; `undefined` of a loose clip, and of one that is not the officer's to see. */
  async ofClip(id: ClipId): Promise<SentIncidentRow | undefined> {
    return this.database.transaction((tx) => this.rows.ofClip(tx, id));
  }
}
