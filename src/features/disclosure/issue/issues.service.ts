import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { CustodyLog, investigationSubject } from '../../../custody';
import { CLOCK, type Clock } from '../../../kernel/clock';
import { NotFound } from '../../../kernel/errors';
import {
  randomId,
  type BundleId,
  type InvestigationId,
  type IssueId,
  type OfficerId,
} from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import { storedSecret } from '../../../platform/secrets';
import { InvestigationsService } from '../../investigations';
import { newAccessCode, newToken, secretHash } from '../../invitations';
import { BundlesRepository, type BundleRow } from '../bundles.repository';
import { HoldsRefused, WrongBundleState } from '../disclosure.errors';
import { mayReceive, type RecipientKind } from './domain/recipient';
import { CannotReplace, OriginalsWithheld, TooManyDays, WrongRecipient } from './issue.errors';
import { IssuesRepository, type Issue } from './issues.repository';

export interface NewIssue {
  readonly recipientKind: RecipientKind;
  /** A firm, a chamber, an office, a person: for the receipt. The log holds only a commitment to it. */
  readonly recipientName: string;
  readonly days: number;
  /** An earlier link that this one replaces: it ends at once. */
  readonly supersedes?: IssueId | undefined;
}

/** Shown once; from then on only hashes remain. */
export interface Issued {
  readonly id: IssueId;
  readonly investigationId: InvestigationId;
  readonly link: string;
  /** Eight digits, to be given through another channel than the link. */
  readonly code: string;
  readonly expiresAt: Date;
}

const DAY = 86_400_000;

/** What officers do with the links by which recipients fetch bundles. */
@Injectable()
export class IssuesService {
  constructor(
    private readonly database: Database,
    private readonly issues: IssuesRepository,
    private readonly bundles: BundlesRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Days for which a link may work. */
  get most(): number {
    return this.config.limits.issueDays;
  }

  /** @throws NotFound, TooManyDays, WrongRecipient, OriginalsWithheld, HoldsRefused, WrongBundleState unless it is sealed, CannotReplace */
  async issue(by: OfficerId, bundleId: BundleId, details: NewIssue): Promise<Issued> {
    const { recipientKind, recipientName, supersedes } = details;
    const [token, code] = [newToken(), newAccessCode()];
    const codeHash = await storedSecret(code);
    if (details.days > this.most) throw new TooManyDays(this.most);
    const expiresAt = new Date(this.clock.now().getTime() + details.days * DAY);
    const id = randomId<IssueId>();
    const investigationId = await this.database.transaction(async (tx) => {
      const bundle = await this.bundle(tx, by, bundleId);
      if (bundle.seal === null || bundle.state !== 'sealed') throw new WrongBundleState(bundle.state);
      if (!mayReceive(recipientKind, bundle.kind)) throw new WrongRecipient();
      if (recipientKind === 'defence' && bundle.kind !== 'defence') await this.requireOriginals(tx, bundleId);
      const refused = await this.bundles.refused(tx, bundleId);
      if (refused.length > 0) throw new HoldsRefused(refused);
      const old = supersedes === undefined ? undefined : await this.replaceable(tx, bundle, supersedes);
      await this.issues.insert(tx, {
        ...{ id, bundleId, investigationId: bundle.investigationId, recipientKind, recipientName, codeHash },
        ...{ tokenHash: secretHash(token), expiresAt, issuedBy: by, supersedes: old?.id ?? null },
      });
      // Of two who renew it at once, the later waits here until the earlier is done, and finds that it has been replaced.
      if (old !== undefined && !(await this.end(tx, old, 'another link has taken its place')))
        throw new CannotReplace();
      await this.custody.append(tx, {
        type: 'bundle-issued',
        subject: investigationSubject(bundle.investigationId),
        investigation: bundle.investigationId,
        recipient: id,
        detail: {
          ...{ bundle: bundleId, kind: bundle.kind, number: bundle.number, issue: id, recipientKind },
          ...{ manifestSha256: bundle.seal.manifestSha256, size: bundle.seal.totalSize },
          ...{ expires: expiresAt.toISOString(), supersedes: old?.id ?? null },
        },
        secrets: { recipient: recipientName },
      });
      return bundle.investigationId;
    });
    const link = new URL(`/b/${token}`, this.config.intake.publicUrl).href;
    return { id, investigationId, link, code, expiresAt };
  }

  /**
   * A new link and code for the same recipient, as after too many wrong codes; the earlier link ends at once.
   * @throws NotFound, TooManyDays, OriginalsWithheld, HoldsRefused, WrongBundleState unless the bundle is sealed, CannotReplace
   */
  async renew(by: OfficerId, id: IssueId, days: number): Promise<Issued> {
    const { bundleId, recipientKind, recipientName } = await this.database.transaction((tx) =>
      this.issueOf(tx, by, id),
    );
    return this.issue(by, bundleId, { recipientKind, recipientName, days, supersedes: id });
  }

  /** Newest first. @throws NotFound */
  async list(
    by: OfficerId,
    bundleId: BundleId,
    limit: number,
    after?: IssueId,
  ): Promise<{ bundle: BundleRow; issues: Issue[] }> {
    return this.database.transaction(async (tx) => {
      const bundle = await this.bundle(tx, by, bundleId);
      return { bundle, issues: await this.issues.ofBundle(tx, bundleId, limit, after) };
    });
  }

  /** Ends the link, and a download that runs, at once. Revoking again changes nothing. @throws NotFound */
  async revoke(by: OfficerId, id: IssueId, reason: string): Promise<{ bundleId: BundleId }> {
    return this.database.transaction(async (tx) => {
      const issue = await this.issueOf(tx, by, id);
      await this.end(tx, issue, reason);
      return { bundleId: issue.bundleId };
    });
  }

  /** `false` when it had ended already. */
  private async end(tx: Transaction, issue: Issue, reason: string): Promise<boolean> {
    if (!(await this.issues.revoke(tx, issue.id))) return false;
    await this.custody.append(tx, {
      type: 'bundle-revoked',
      subject: investigationSubject(issue.investigationId),
      investigation: issue.investigationId,
      recipient: issue.id,
      detail: { bundle: issue.bundleId, issue: issue.id },
      secrets: { reason },
    });
    return true;
  }

  private async issueOf(tx: Transaction, by: OfficerId, id: IssueId): Promise<Issue> {
    const issue = await this.issues.byId(tx, id);
    if (issue === undefined) throw new NotFound('The link');
    await this.investigations.requireMember(tx, by, issue.investigationId);
    return issue;
  }

  private async bundle(tx: Transaction, by: OfficerId, id: BundleId): Promise<BundleRow> {
    const found = await this.bundles.byId(tx, id);
    if (found === undefined) throw new NotFound('The bundle');
    await this.investigations.requireMember(tx, by, found.investigationId);
    return found;
  }

  private async requireOriginals(tx: Transaction, id: BundleId): Promise<void> {
    const withheld = await this.issues.withheldOriginals(tx, id);
    if (withheld.length > 0) throw new OriginalsWithheld(withheld);
  }

  private async replaceable(tx: Transaction, bundle: BundleRow, id: IssueId): Promise<Issue> {
    const old = await this.issues.byId(tx, id);
    const isOfThis = old?.bundleId === bundle.id || (old !== undefined && old.bundleId === bundle.supersedes);
    if (old === undefined || !isOfThis || old.state === 'revoked') throw new CannotReplace();
    return old;
  }
}
