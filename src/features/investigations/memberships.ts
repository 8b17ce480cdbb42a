import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, investigationSubject, type Statement } from '../../custody';
import type { InvestigationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { may } from '../identity';
import { InvestigationRepository, type Details } from './investigation.repository';
import { LastMember, NotAMember, RoleStaysApart, TeamFull } from './investigations.errors';
import { MemberRepository } from './member.repository';

/** Who is in and who leads, each change with its event. Whether somebody may do it is asked before. */
@Injectable()
export class Memberships {
  constructor(
    private readonly rows: InvestigationRepository,
    private readonly members: MemberRepository,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Members at a time. */
  get most(): number {
    return this.config.limits.members;
  }

  /** Again changes nothing. @throws RoleStaysApart, TeamFull */
  async grant(tx: Transaction, by: OfficerId, id: InvestigationId, officer: OfficerId): Promise<void> {
    await this.requireCaseworker(tx, officer);
    if (!(await this.members.add(tx, id, officer, by))) return;
    if ((await this.members.count(tx, id)) > this.most) throw new TeamFull(this.most);
    await this.log(tx, by, id, { type: 'access-granted', detail: { officer } });
  }

  /** Again changes nothing. @throws LastMember for the officer in the case */
  async remove(tx: Transaction, by: OfficerId, id: InvestigationId, officer: OfficerId): Promise<void> {
    const found = await this.rows.byId(tx, id);
    if (found?.oicId === officer) throw new LastMember();
    if (!(await this.members.remove(tx, id, officer))) return;
    await this.log(tx, by, id, { type: 'access-removed', detail: { officer } });
  }

  /** @throws NotAMember when the new officer in the case is none, RoleStaysApart */
  async change(tx: Transaction, by: OfficerId, id: InvestigationId, details: Details): Promise<void> {
    const { offence, team, oicId, state } = details;
    if (!(await this.rows.isMember(tx, oicId, id))) throw new NotAMember();
    const before = await this.rows.byId(tx, id);
    if (before?.oicId !== oicId) await this.requireCaseworker(tx, oicId);
    await this.rows.change(tx, id, details);
    await this.log(tx, by, id, {
      type: 'investigation-changed',
      detail: { oic: oicId, state },
      secrets: { offence, team },
    });
  }

  /** The database refuses the others, too. */
  private async requireCaseworker(tx: Transaction, officer: OfficerId): Promise<void> {
    const role = await this.members.roleOf(tx, officer);
    if (role !== undefined && !may(role, 'investigations')) throw new RoleStaysApart(role);
  }

  private async log(
    tx: Transaction,
    by: OfficerId,
    investigation: InvestigationId,
    said: Statement<'access-granted' | 'access-removed' | 'investigation-changed'>,
  ): Promise<void> {
    const actor = { kind: 'officer', id: by } as const;
    await this.custody.append(tx, {
      ...said,
      subject: investigationSubject(investigation),
      actor,
      investigation,
    });
  }
}
