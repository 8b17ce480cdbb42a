import { Inject, Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject } from '../../custody';
import { CLOCK, type Clock } from '../../kernel/clock';
import { NotFound } from '../../kernel/errors';
import { randomId, type BundleId, type OfficerId, type ViewingId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import { planArchive, type ArchivePlan } from './archive';
import { BundlesRepository, type BundleRow } from './bundles.repository';
import { HoldsRefused, WrongBundleState } from './disclosure.errors';
import { isDownloadable } from './domain/state';
import { TicketsRepository, type BundleTicket } from './tickets.repository';

const HOURS_12 = 12 * 3_600_000;

/** Copies of sealed bundles that officers take: logged once, before the first byte, however many ranges it takes. */
@Injectable()
export class BundleArchives {
  constructor(
    private readonly database: Database,
    private readonly bundles: BundlesRepository,
    private readonly tickets: TicketsRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws NotFound, WrongBundleState, HoldsRefused: whoever takes a copy away hands it over */
  async open(by: OfficerId, id: BundleId, reason: string): Promise<BundleTicket> {
    return this.database.transaction(async (tx) => {
      const bundle = await this.require(tx, by, id);
      if (bundle.seal === null || !isDownloadable(bundle.state)) throw new WrongBundleState(bundle.state);
      const refused = await this.bundles.refused(tx, id);
      if (refused.length > 0) throw new HoldsRefused(refused);
      const expiresAt = new Date(this.clock.now().getTime() + HOURS_12);
      const ticket = { id: randomId<ViewingId>(), bundleId: id, officerId: by, reason, expiresAt };
      await this.tickets.insert(tx, ticket);
      const { investigationId, kind, number } = bundle;
      await this.custody.append(tx, {
        type: 'bundle-downloaded',
        subject: investigationSubject(investigationId),
        investigation: investigationId,
        detail: { bundle: id, kind, number, access: ticket.id, manifestSha256: bundle.seal.manifestSha256 },
        secrets: { reason },
      });
      return ticket;
    });
  }

  /** Where every byte of the archive is. @throws NotFound */
  async plan(by: OfficerId, id: BundleId, ticket: ViewingId): Promise<ArchivePlan> {
    return this.database.transaction(async (tx) => {
      await this.admit(tx, by, id, ticket);
      return this.planOf(tx, id);
    });
  }

  /** For whoever has been admitted by other means. @throws NotFound unless the bundle is sealed */
  async planOf(tx: Transaction, id: BundleId): Promise<ArchivePlan> {
    const bundle = await this.bundles.byId(tx, id);
    if (!bundle?.seal || !isDownloadable(bundle.state)) throw new NotFound('The bundle');
    const entries = await this.bundles.entries(tx, id);
    return planArchive({ folder: bundle.folder, sealedAt: bundle.seal.sealedAt, entries });
  }

  private async admit(tx: Transaction, by: OfficerId, id: BundleId, ticket: ViewingId): Promise<void> {
    const { state } = await this.require(tx, by, id);
    const mayGo = isDownloadable(state) && (await this.bundles.refused(tx, id)).length === 0;
    if (!mayGo || !(await this.tickets.isLive(tx, ticket, id, by))) throw new NotFound('The bundle');
  }

  private async require(tx: Transaction, by: OfficerId, id: BundleId): Promise<BundleRow> {
    const found = await this.bundles.byId(tx, id);
    if (found === undefined) throw new NotFound('The bundle');
    await this.investigations.requireMember(tx, by, found.investigationId);
    return found;
  }
}
