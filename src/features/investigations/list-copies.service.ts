import { Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject } from '../../custody';
import type { InvestigationId, OfficerId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import { InvestigationsService } from './investigations.service';

/** Lists of an investigation that can be taken away as a table. */
export type ListName = 'evidence' | 'exhibits' | 'incidents' | 'occasions' | 'invitations' | 'retention';

/** States in the log that a list is taken away, before its first byte. */
@Injectable()
export class ListCopiesService {
  constructor(
    private readonly database: Database,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
  ) {}

  /** @throws NotFound */
  async log(by: OfficerId, id: InvestigationId, list: ListName): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      await this.custody.append(tx, {
        type: 'list-exported',
        subject: investigationSubject(id),
        investigation: id,
        detail: { list },
      });
    });
  }
}
