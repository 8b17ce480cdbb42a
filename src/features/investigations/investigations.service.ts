import { Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { randomId, type InvestigationId, type OfficerId } from '../../kernel/ids';
import { requireSeen, type Seen } from '../../kernel/seen';
import { Database, type Transaction } from '../../platform/database';
import {
  detailsSeen,
  InvestigationRepository,
  type Details,
  type Investigation,
} from './investigation.repository';
import type { Filter } from './investigation.search';
import { UrnTaken } from './investigations.errors';
import { MemberRepository, type Member } from './member.repository';
import { Memberships } from './memberships';

export interface NewInvestigation {
  readonly urn: string;
  readonly offence: string;
  /** Empty when it belongs to no team. */
  readonly team?: string;
}

@Injectable()
export class InvestigationsService {
  constructor(
    private readonly database: Database,
    private readonly investigations: InvestigationRepository,
    private readonly members: MemberRepository,
    private readonly memberships: Memberships,
    private readonly custody: CustodyLog,
  ) {}

  /** The acting officer becomes its officer in the case and first member. @throws UrnTaken */
  async open(details: NewInvestigation): Promise<InvestigationId> {
    const id = randomId<InvestigationId>();
    await this.database.transaction(async (tx) => {
      const row = { id, team: '', ...details };
      if (!(await this.investigations.open(tx, row))) throw new UrnTaken();
      await this.custody.append(tx, {
        type: 'investigation-opened',
        subject: investigationSubject(id),
        investigation: id,
        secrets: { urn: details.urn, offence: details.offence, team: row.team },
      });
    });
    return id;
  }

  /** Investigations of which the officer is a member, by URN; `after` is the last one of the page before. */
  async mine(filter: Filter = {}, limit = 100, after?: InvestigationId): Promise<Investigation[]> {
    return this.database.transaction((tx) => this.investigations.mine(tx, filter, limit, after));
  }

  /**
   * Offence, team, officer in the case, open or closed.
   * @param seen what was shown of them; undefined: nobody asks
   * @throws NotFound, ChangedMeanwhile, NotAMember
   */
  async change(by: OfficerId, id: InvestigationId, details: Details, seen?: Seen): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.requireOneOfTeam(tx, by, id);
      await this.investigations.lockDetails(tx, id);
      const now = await this.investigations.mineById(tx, by, id);
      if (now !== undefined) requireSeen(detailsSeen(now), seen, 'the details');
      await this.memberships.change(tx, id, details);
    });
  }

  /** @throws NotFound for an investigation that does not exist or is not the officer's: the two look the same. */
  async get(officer: OfficerId, id: InvestigationId): Promise<Investigation> {
    return this.database.transaction(async (tx) => {
      const found = await this.investigations.mineById(tx, officer, id);
      if (found === undefined) throw new NotFound('The investigation');
      return found;
    });
  }

  /** By name; `after` is the last one of the page before. @throws NotFound */
  async team(by: OfficerId, id: InvestigationId, limit: number, after?: OfficerId): Promise<Member[]> {
    return this.database.transaction(async (tx) => {
      await this.requireMember(tx, by, id);
      return this.members.all(tx, id, limit, after);
    });
  }

  /** For the choice of who leads. `LIMIT_MEMBERS` bounds it. @throws NotFound */
  async wholeTeam(by: OfficerId, id: InvestigationId): Promise<Member[]> {
    return this.team(by, id, this.memberships.most);
  }

  /** The gate of everything in an investigation. @throws NotFound unless the officer is a member now, or let in in an emergency. */
  async requireMember(tx: Transaction, officer: OfficerId, id: InvestigationId): Promise<void> {
    if (!(await this.investigations.mayEnter(tx, officer, id))) throw new NotFound('The investigation');
  }

  async mayEnter(tx: Transaction, officer: OfficerId, id: InvestigationId): Promise<boolean> {
    return this.investigations.mayEnter(tx, officer, id);
  }

  /** For what decides who else gets in, or what goes: an emergency lets nobody do that. @throws NotFound unless the officer is a member */
  async requireOneOfTeam(tx: Transaction, officer: OfficerId, id: InvestigationId): Promise<void> {
    if (!(await this.investigations.isMember(tx, officer, id))) throw new NotFound('The investigation');
  }

  /** Again changes nothing. @throws NotFound, RoleStaysApart, TeamFull */
  async addMember(by: OfficerId, id: InvestigationId, officer: OfficerId): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.requireOneOfTeam(tx, by, id);
      await this.memberships.grant(tx, by, id, officer);
    });
  }

  /** @throws LastMember for the officer in the case */
  async removeMember(by: OfficerId, id: InvestigationId, officer: OfficerId): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.requireOneOfTeam(tx, by, id);
      await this.memberships.remove(tx, id, officer);
    });
  }
}
