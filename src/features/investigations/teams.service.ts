import { Injectable } from '@nestjs/common';
import { NotFound } from '../../kernel/errors';
import type { InvestigationId, OfficerId } from '../../kernel/ids';
import { requireSeen, type Seen } from '../../kernel/seen';
import { Database, type Transaction } from '../../platform/database';
import { headingSeen, InvestigationRepository, type Heading } from './investigation.repository';
import { NobodyAdmitsThemselves } from './investigations.errors';
import { MemberRepository, type Member } from './member.repository';
import { Memberships } from './memberships';

/** Who works on an investigation; nothing of what it is about. */
export type Team = Heading;

/**
 * A supervisor's say in who works on any investigation, also one that nobody is left in. It opens nothing to the supervisor:
 * nobody lets themselves in.
 */
@Injectable()
export class TeamsService {
  constructor(
    private readonly database: Database,
    private readonly rows: InvestigationRepository,
    private readonly members: MemberRepository,
    private readonly memberships: Memberships,
  ) {}

  /** By the whole crime reference, as for access in an emergency. @throws NotFound */
  async byUrn(urn: string): Promise<Team> {
    return this.database.transaction(async (tx) => {
      const found = await this.rows.headingByUrn(tx, urn);
      if (found === undefined) throw new NotFound('An investigation with this reference');
      return found;
    });
  }

  /** @throws NotFound */
  async of(id: InvestigationId): Promise<Team> {
    return this.database.transaction((tx) => this.require(tx, id));
  }

  async isIn(officer: OfficerId, id: InvestigationId): Promise<boolean> {
    return this.database.transaction((tx) => this.rows.isMember(tx, officer, id));
  }

  /** By name; `after` is the last one of the page before. @throws NotFound */
  async list(id: InvestigationId, limit: number, after?: OfficerId): Promise<Member[]> {
    return this.database.transaction(async (tx) => {
      await this.require(tx, id);
      return this.members.all(tx, id, limit, after);
    });
  }

  /** For the choice of who leads. `LIMIT_MEMBERS` bounds it. @throws NotFound */
  async whole(id: InvestigationId): Promise<Member[]> {
    return this.list(id, this.memberships.most);
  }

  /** Again changes nothing. @throws NotFound, NobodyAdmitsThemselves, RoleStaysApart, TeamFull */
  async add(by: OfficerId, id: InvestigationId, officer: OfficerId): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.require(tx, id);
      if (officer === by && !(await this.rows.isMember(tx, by, id))) throw new NobodyAdmitsThemselves();
      await this.memberships.grant(tx, by, id, officer);
    });
  }

  /** At once, also from what is playing; again changes nothing. @throws NotFound, LastMember */
  async remove(id: InvestigationId, officer: OfficerId): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.require(tx, id);
      await this.memberships.remove(tx, id, officer);
    });
  }

  /** The team it belongs to and the officer in the case; `seen` as for a change of the details. @throws NotFound, ChangedMeanwhile, NotAMember, RoleStaysApart */
  async assign(
    id: InvestigationId,
    { team, oicId }: { readonly team: string; readonly oicId: OfficerId },
    seen?: Seen,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.require(tx, id);
      await this.rows.lockDetails(tx, id);
      requireSeen(headingSeen(await this.require(tx, id)), seen, 'who leads it, or its team');
      await this.memberships.assign(tx, id, team, oicId);
    });
  }

  private async require(tx: Transaction, id: InvestigationId): Promise<Team> {
    const found = await this.rows.heading(tx, id);
    if (found === undefined) throw new NotFound('The investigation');
    return found;
  }
}
