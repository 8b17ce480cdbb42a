import { Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject } from '../../custody';
import { NotFound } from '../../kernel/errors';
import { randomId, type InvestigationId, type LinkId, type OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { InvestigationRepository } from './investigation.repository';
import { LinkedAlready, NothingToLink } from './investigations.errors';
import { InvestigationsService } from './investigations.service';
import { LinkRepository, type Ends, type Linked } from './link.repository';

/**
 * Investigations that belong together. Whoever is a member of both sees the link; whoever is a member of one learns neither
 * that there is another nor that it is linked.
 */
@Injectable()
export class LinksService {
  constructor(
    private readonly database: Database,
    private readonly links: LinkRepository,
    private readonly investigations: InvestigationRepository,
    private readonly gate: InvestigationsService,
    private readonly custody: CustodyLog,
  ) {}

  /** @throws NotFound */
  async of(by: OfficerId, id: InvestigationId): Promise<Linked[]> {
    return this.database.transaction(async (tx) => {
      await this.gate.requireMember(tx, by, id);
      return this.links.of(tx, by, id);
    });
  }

  /** @throws NotFound, NothingToLink, LinkedAlready */
  async link(by: OfficerId, id: InvestigationId, urn: string, reason: string): Promise<LinkId> {
    return this.database.transaction(async (tx) => {
      await this.gate.requireMember(tx, by, id);
      const other = await this.investigations.mineByUrn(tx, by, urn);
      if (other === undefined || other.id === id) throw new NothingToLink();
      const link = randomId<LinkId>();
      const ends = { oneId: id, otherId: other.id };
      if (!(await this.links.insert(tx, { id: link, reason, by, ...ends }))) throw new LinkedAlready();
      await this.log(tx, 'investigations-linked', link, ends);
      return link;
    });
  }

  /** From either side. @throws NotFound also for a member of one side alone */
  async unlink(by: OfficerId, from: InvestigationId, id: LinkId): Promise<void> {
    await this.database.transaction(async (tx) => {
      const ends = await this.links.ends(tx, id);
      const refusal = new NotFound('The link');
      if (ends === undefined || ![ends.oneId, ends.otherId].includes(from)) throw refusal;
      for (const end of [ends.oneId, ends.otherId])
        if (!(await this.investigations.isMember(tx, by, end))) throw refusal;
      await this.links.remove(tx, id, by);
      await this.log(tx, 'investigations-unlinked', id, ends);
    });
  }

  /** On both sides, by the link's id alone: the log of one side must not name the other. Always in the same order. */
  private async log(
    tx: Transaction,
    type: 'investigations-linked' | 'investigations-unlinked',
    link: LinkId,
    ends: Ends,
  ): Promise<void> {
    for (const investigation of [ends.oneId, ends.otherId].sort()) {
      await this.custody.append(tx, {
        type,
        subject: investigationSubject(investigation),
        investigation,
        detail: { link },
      });
    }
  }
}
