import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, investigationSubject, type Statement } from '../../custody';
import { CLOCK, type Clock } from '../../kernel/clock';
import { NotFound } from '../../kernel/errors';
import { randomId, type EmergencyId, type OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { may, type Officer } from '../identity';
import { InvestigationsService } from '../investigations';
import { MemberAlready, OwnAccess } from './emergency.errors';
import { EmergencyRepository, type EmergencyAccess } from './emergency.repository';

/** Takes back what was said of an end that somebody else had brought about meanwhile. */
class EndedAlready extends Error {}

/**
 * Breaking the glass: an officer who is no member looks into an investigation for a limited time, with a reason. It is
 * logged before anything is seen, every supervisor sees it at once, and it ends by itself.
 */
@Injectable()
export class EmergencyService {
  constructor(
    private readonly database: Database,
    private readonly accesses: EmergencyRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws NotFound for an unknown reference, MemberAlready */
  async open(by: OfficerId, urn: string, reason: string): Promise<EmergencyAccess> {
    return this.database.transaction(async (tx) => {
      const investigationId = await this.accesses.investigationOf(tx, urn.trim());
      if (investigationId === undefined) throw new NotFound('An investigation with this reference');
      if (await this.investigations.mayEnter(tx, by, investigationId)) throw new MemberAlready();
      const id = randomId<EmergencyId>();
      const endsAt = new Date(this.clock.now().getTime() + this.config.workspace.emergencyMinutes * 60_000);
      await this.accesses.insert(tx, { id, investigationId, officerId: by, reason, endsAt });
      const made = await this.require(tx, id);
      const detail = { access: id, endsAt: endsAt.toISOString() };
      await this.log(tx, made, { type: 'access-broken-glass', detail, secrets: { reason } });
      return made;
    });
  }

  /** Everybody's for those who oversee, else one's own; newest first. */
  async list(officer: Officer, limit = 100, after?: EmergencyId): Promise<EmergencyAccess[]> {
    const whose = may(officer.role, 'oversight') ? null : officer.id;
    return this.database.transaction((tx) => this.accesses.list(tx, whose, limit, after));
  }

  /** What an officer has open now, and must be reminded of on every page. */
  async openOf(officer: OfficerId): Promise<EmergencyAccess[]> {
    return this.database.transaction((tx) => this.accesses.openOf(tx, officer));
  }

  async unseen(supervisor: OfficerId): Promise<number> {
    return this.database.transaction((tx) => this.accesses.unseen(tx, supervisor));
  }

  /** Before its time, by the officer or a supervisor. Again changes nothing. @throws NotFound */
  async end(by: Officer, id: EmergencyId): Promise<void> {
    await this.database
      .transaction(async (tx) => {
        const found = await this.require(tx, id);
        if (found.officerId !== by.id && !may(by.role, 'supervision'))
          throw new NotFound('The emergency access');
        if (!found.open) return;
        // Said while the officer may still speak of the investigation; it holds its chain, so that it is said once.
        await this.log(tx, found, { type: 'broken-glass-ended', detail: { access: id } });
        if (!(await this.accesses.end(tx, id))) throw new EndedAlready();
      })
      .catch((error: unknown) => {
        if (!(error instanceof EndedAlready)) throw error;
      });
  }

  /** Again changes nothing. @throws NotFound, OwnAccess */
  async seen(by: OfficerId, id: EmergencyId): Promise<void> {
    await this.database.transaction(async (tx) => {
      const found = await this.require(tx, id);
      if (found.officerId === by) throw new OwnAccess();
      if (await this.accesses.markSeen(tx, id))
        await this.log(tx, found, { type: 'broken-glass-seen', detail: { access: id } });
    });
  }

  private async require(tx: Transaction, id: EmergencyId): Promise<EmergencyAccess> {
    const found = await this.accesses.byId(tx, id);
    if (found === undefined) throw new NotFound('The emergency access');
    return found;
  }

  private async log(
    tx: Transaction,
    { investigationId }: EmergencyAccess,
    said: Statement<'access-broken-glass' | 'broken-glass-ended' | 'broken-glass-seen'>,
  ): Promise<void> {
    await this.custody.append(tx, {
      ...said,
      subject: investigationSubject(investigationId),
      investigation: investigationId,
    });
  }
}
