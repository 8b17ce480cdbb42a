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
    await this.log(tx, id, { type: 'access-granted', detail: { officer } });
  }

  /** Again changes nothing. @throws LastMember for the officer in the case */
  async remove(tx: Transaction, id: InvestigationId, officer: OfficerId): Promise<void> {
    const found = await this.rows.heading(tx, id);
    if (found?.oicId === officer) throw new LastMember();
    if (!(await this.members.hold(tx, id, officer))) return;
    // Before the seat is gone: it may be the seat of who says so.
    await this.log(tx, id, { type: 'access-removed', detail: { officer } });
    await this.members.remove(tx, id, officer);
  }

  /** @throws NotAMember when the new officer in the case is none, RoleStaysApart */
  async change(tx: Transaction, id: InvestigationId, details: Details): Promise<void> {
    const { offence, team, oicId, state } = details;
    await this.requireLeader(tx, id, oicId);
    await this.rows.change(tx, id, details);
    await this.log(tx, id, {
      type: 'investigation-changed',
      detail: { oic: oicId, state },
      secrets: { offence, team },
    });
  }

  /** A supervisor's part of `change`. @throws as it does */
  async assign(tx: Transaction, id: InvestigationId, team: string, oic: OfficerId): Promise<void> {
    await this.requireLeader(tx, id, oic);
    if (!(await this.rows.assign(tx, id, team, oic))) throw new NotAMember();
    // Another may have closed it before this could write.
    const state = (await this.rows.heading(tx, id))?.closedAt === null ? 'open' : 'closed';
    await this.log(tx, id, { type: 'investigation-changed', detail: { oic, state }, secrets: { team } });
  }

  private async requireLeader(tx: Transaction, id: InvestigationId, oic: OfficerId): Promise<void> {
    if (!(await this.rows.isMember(tx, oic, id))) throw new NotAMember();
    if ((await this.rows.heading(tx, id))?.oicId !== oic) await this.requireCaseworker(tx, oic);
  }

  /** The database refuses the others, too. */
  private async requireCaseworker(tx: Transaction, officer: OfficerId): Promise<void> {
    const role = await this.members.roleOf(tx, officer);
    if (role !== undefined && !may(role, 'investigations')) throw new RoleStaysApart(role);
  }

  private async log(
    tx: Transaction,
    investigation: InvestigationId,
    said: Statement<'access-granted' | 'access-removed' | 'investigation-changed'>,
  ): Promise<void> {
    await this.custody.append(tx, { ...said, subject: investigationSubject(investigation), investigation });
  }
}
