import { Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject, type Fact } from '../../custody';
import type { InvestigationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { InvestigationRepository, type Details } from './investigation.repository';
import { LastMember, NotAMember } from './investigations.errors';

/** Who is in and who leads, each change with its event. Whether somebody may do it is asked before. */
@Injectable()
export class Memberships {
  constructor(
    private readonly rows: InvestigationRepository,
    private readonly custody: CustodyLog,
  ) {}

  /** Again changes nothing. */
  async grant(tx: Transaction, by: OfficerId, id: InvestigationId, officer: OfficerId): Promise<void> {
    if (!(await this.rows.addMember(tx, id, officer, by))) return;
    await this.log(tx, by, id, { type: 'access-granted', detail: { officer } });
  }

  /** Again changes nothing. @throws LastMember for the officer in the case */
  async remove(tx: Transaction, by: OfficerId, id: InvestigationId, officer: OfficerId): Promise<void> {
    const found = await this.rows.byId(tx, id);
    if (found?.oicId === officer) throw new LastMember();
    if (!(await this.rows.removeMember(tx, id, officer))) return;
    await this.log(tx, by, id, { type: 'access-removed', detail: { officer } });
  }

  /** @throws NotAMember when the new officer in the case is none */
  async change(tx: Transaction, by: OfficerId, id: InvestigationId, details: Details): Promise<void> {
    const { offence, team, oicId, state } = details;
    if (!(await this.rows.isMember(tx, oicId, id))) throw new NotAMember();
    await this.rows.change(tx, id, details);
    await this.log(tx, by, id, {
      type: 'investigation-changed',
      detail: { oic: oicId, state },
      secrets: { offence, team },
    });
  }

  private async log(
    tx: Transaction,
    by: OfficerId,
    investigation: InvestigationId,
    fact: Pick<Fact, 'type' | 'detail' | 'secrets'>,
  ): Promise<void> {
    const actor = { kind: 'officer', id: by } as const;
    await this.custody.append(tx, {
      ...fact,
      subject: investigationSubject(investigation),
      actor,
      investigation,
    });
  }
}
