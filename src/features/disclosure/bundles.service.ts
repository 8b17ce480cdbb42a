import { Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject } from '../../custody';
import { NotFound } from '../../kernel/errors';
import {
  randomId,
  type ApplicationId,
  type BundleId,
  type ClipId,
  type InvestigationId,
  type OfficerId,
} from '../../kernel/ids';
import { requireSeen, type Seen } from '../../kernel/seen';
import { Database, type Transaction } from '../../platform/database';
import { Outbox } from '../../platform/queue';
import { InvestigationsService } from '../investigations';
import { BundleDrafts, draftSeen, type BundleDraft } from './bundle-drafts';
import { BundleStates } from './bundle-states';
import { BundlesRepository, type BundleRow, type Taken } from './bundles.repository';
import { BundleNotReady, CannotSupersede, WrongBundleState } from './disclosure.errors';
import type { BundleKind } from './domain/bundle';
import { bundleFolder } from './domain/folder';
import { changedSince, type SinceSealed } from './domain/since';
import { mayBecome } from './domain/state';
import { sealBundle } from './jobs';

export interface BundleRequest {
  readonly kind: BundleKind;
  /** Picked by hand; without it, all that may go. */
  readonly items?: readonly ClipId[] | undefined;
  readonly supersedes?: BundleId | undefined;
  /** Of a bundle of kind `order`, and of no other. */
  readonly application?: ApplicationId | undefined;
  /** What its preview showed, of all that may go; undefined: nobody asks. */
  readonly seen?: Seen | undefined;
}

/** Links by which somebody is still given a bundle that another has taken the place of. */
export interface LinksOfBefore {
  readonly bundle: BundleId;
  readonly links: number;
}

/** Bundles: looked at before they are made, asked for, superseded and revoked. Sealing is the worker's. */
@Injectable()
export class BundlesService {
  constructor(
    private readonly database: Database,
    private readonly drafts: BundleDrafts,
    private readonly bundles: BundlesRepository,
    private readonly states: BundleStates,
    private readonly investigations: InvestigationsService,
    private readonly outbox: Outbox,
    private readonly custody: CustodyLog,
  ) {}

  /** Exactly what would go now, what would be withheld and why, and what stands in the way. @throws NotFound */
  async preview(by: OfficerId, id: InvestigationId, request: BundleRequest): Promise<BundleDraft> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.drafts.of(tx, id, request);
    });
  }

  /** Fixes what goes in and asks the worker to seal it. @throws NotFound, ChangedMeanwhile, BundleNotReady, CannotSupersede */
  async request(by: OfficerId, id: InvestigationId, request: BundleRequest): Promise<BundleId> {
    const { urn } = await this.investigations.get(by, id);
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      await this.drafts.lock(tx, id);
      await this.requireShown(tx, id, request);
      const draft = await this.drafts.of(tx, id, request);
      if (draft.problems.length > 0) throw new BundleNotReady(draft.problems);
      await this.checkSuperseded(tx, id, request);
      const { kind } = request;
      const number = await this.bundles.nextNumber(tx, id, kind);
      const bundle = randomId<BundleId>();
      await this.bundles.insert(tx, {
        ...{ id: bundle, investigationId: id, kind, number, urn, requestedBy: by },
        folder: bundleFolder(urn, kind, number),
        supersedes: request.supersedes ?? null,
        applicationId: request.application ?? null,
      });
      await this.fill(tx, bundle, draft);
      await this.bundles.addState(tx, bundle, 'requested', '');
      await this.outbox.add(tx, sealBundle, { bundleId: bundle });
      await this.custody.append(tx, {
        type: 'bundle-requested',
        subject: investigationSubject(id),
        investigation: id,
        detail: {
          ...{ bundle, kind, number, supersedes: request.supersedes ?? null },
          ...(request.application === undefined ? {} : { application: request.application }),
        },
      });
      return bundle;
    });
  }

  /** Newest first. @throws NotFound */
  async list(by: OfficerId, id: InvestigationId, limit = 100, after?: BundleId): Promise<BundleRow[]> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.bundles.ofInvestigation(tx, id, limit, after);
    });
  }

  /** @throws NotFound */
  async get(by: OfficerId, id: BundleId): Promise<BundleRow> {
    return this.database.transaction((tx) => this.require(tx, by, id));
  }

  /**
   * By what a sealed bundle differs from what it would be if it were made now: disclosure is under review until the case ends
   * (Criminal Procedure and Investigations Act 1996, section 7A). Undefined for one that is no longer, or not yet, the one to give. Reads
   * every item.
   */
  async changedSince(by: OfficerId, bundle: BundleRow): Promise<SinceSealed | undefined> {
    if (bundle.state !== 'sealed') return undefined;
    const { id, investigationId, kind, applicationId } = bundle;
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, investigationId);
      const now = await this.drafts.of(tx, investigationId, {
        kind,
        application: applicationId ?? undefined,
      });
      const items = now.items.map(({ row, called }) => ({ ...row, label: called }));
      const { inTheWay } = now;
      return changedSince(
        await this.bundles.held(tx, id),
        { items, forms: now.contents.schedules, inTheWay },
        await this.bundles.refused(tx, id),
      );
    });
  }

  /** What it holds and was refused since, so that it goes to nobody; also of one that another has taken the place of. @throws NotFound */
  async refusedIn(by: OfficerId, { id, seal }: BundleRow): Promise<readonly string[]> {
    if (seal === null) return [];
    return this.database.transaction(async (tx) => {
      await this.require(tx, by, id);
      return this.bundles.refused(tx, id);
    });
  }

  /** Who has begun to take a copy of it, which stays where it is whatever becomes of the bundle. @throws NotFound */
  async takenOf(by: OfficerId, bundle: BundleRow): Promise<readonly Taken[]> {
    if (bundle.seal === null) return [];
    return this.database.transaction(async (tx) => {
      await this.require(tx, by, bundle.id);
      return this.bundles.taken(tx, bundle);
    });
  }

  /**
   * How many links still give a bundle that another has taken the place of: that one, or the one that this takes the place of. Nothing
   * where it is neither, or gives nothing to anybody. @throws NotFound
   */
  async linksOfBefore(
    by: OfficerId,
    { id, state, supersedes }: BundleRow,
  ): Promise<LinksOfBefore | undefined> {
    const before = state === 'superseded' ? id : state === 'sealed' ? supersedes : null;
    if (before === null) return undefined;
    return this.database.transaction(async (tx) => {
      const old = await this.require(tx, by, before);
      const gives = old.state === 'superseded' && (await this.bundles.refused(tx, before)).length === 0;
      const links = gives ? await this.bundles.openLinks(tx, before) : 0;
      return links === 0 ? undefined : { bundle: before, links };
    });
  }

  /** No copy can be taken from then on. @throws NotFound, WrongBundleState */
  async revoke(by: OfficerId, id: BundleId, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { investigationId } = await this.require(tx, by, id);
      await this.drafts.lock(tx, investigationId);
      const { state } = await this.require(tx, by, id);
      if (!mayBecome(state, 'revoked')) throw new WrongBundleState(state);
      await this.states.revoke(tx, { id, investigationId }, reason);
    });
  }

  private async require(tx: Transaction, by: OfficerId, id: BundleId): Promise<BundleRow> {
    const found = await this.bundles.byId(tx, id);
    if (found === undefined) throw new NotFound('The bundle');
    await this.investigations.requireMember(tx, by, found.investigationId);
    return found;
  }

  private async requireShown(
    tx: Transaction,
    id: InvestigationId,
    { kind, application, seen }: BundleRequest,
  ): Promise<void> {
    if (seen === undefined) return;
    const whole = await this.drafts.of(tx, id, { kind, application });
    requireSeen(draftSeen(whole), seen, 'what this bundle would hold, or what is withheld');
  }

  private async checkSuperseded(
    tx: Transaction,
    id: InvestigationId,
    { kind, supersedes, application }: BundleRequest,
  ): Promise<void> {
    if (supersedes === undefined) return;
    const old = await this.bundles.byId(tx, supersedes);
    if (old?.investigationId !== id || old.kind !== kind || old.state !== 'sealed')
      throw new CannotSupersede();
    if (application !== undefined && !(await this.bundles.isOfSame(tx, old, application)))
      throw new CannotSupersede();
  }

  private async fill(
    tx: Transaction,
    bundle: BundleId,
    { contents, items, withheld }: BundleDraft,
  ): Promise<void> {
    for (const { row } of items) await this.bundles.insertItem(tx, bundle, row);
    for (const { id } of contents.schedules) await this.bundles.insertSchedule(tx, bundle, id);
    if (contents.kind !== 'prosecution') return;
    for (const [place, row] of withheld.entries())
      await this.bundles.insertWithheld(tx, bundle, place + 1, row);
  }
}
