import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { CustodyLog, investigationSubject } from '../../../custody';
import { randomId, type BundleId } from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import type { ArchiveInput } from '../archive';
import { BundlesRepository, type BundleRow, type Seal } from '../bundles.repository';
import { RecipientSessionEnded } from './issue.errors';
import { IssuesRepository, type Issue } from './issues.repository';
import { RecipientsRepository, type Recipient } from './recipients.repository';

/** What a recipient is told about the bundle that was issued to them. */
export interface GivenBundle {
  readonly issue: Issue;
  readonly bundle: BundleRow & { readonly seal: Seal };
  /** Exhibit references and item numbers. */
  readonly labels: readonly string[];
  /** When copies were begun to be taken through this link, oldest first. */
  readonly downloads: readonly Date[];
}

/** The archive of a bundle; `input` is left out where it is known. */
export interface GivenPlan {
  readonly bundle: BundleId;
  readonly input: ArchiveInput | undefined;
}

/** An end is moved on, never back. */
const KEEPS_NONE_ALIVE = 0;

/** What a recipient who has come in may see and fetch. */
@Injectable()
export class RecipientsService {
  constructor(
    private readonly database: Database,
    private readonly recipients: RecipientsRepository,
    private readonly issues: IssuesRepository,
    private readonly bundles: BundlesRepository,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Ends the session that acts. */
  async leave(): Promise<void> {
    await this.database.transaction((tx) => this.recipients.endSession(tx));
  }

  /** @throws RecipientSessionEnded */
  async given(): Promise<GivenBundle> {
    return this.database.transaction(async (tx) => {
      const { recipient, bundle } = await this.within(tx);
      const issue = await this.issues.byId(tx, recipient.issueId);
      if (issue === undefined) throw new RecipientSessionEnded();
      const labels = await this.recipients.labels(tx, bundle.id);
      return { issue, bundle, labels, downloads: await this.recipients.downloads(tx, issue.id) };
    });
  }

  /** Asked again while a download runs. @throws RecipientSessionEnded */
  async stillMay(): Promise<void> {
    await this.database.transaction((tx) => this.within(tx));
  }

  /** Only looks, and keeps no session alive. @throws RecipientSessionEnded */
  async look(): Promise<void> {
    await this.database.transaction((tx) => this.within(tx, KEEPS_NONE_ALIVE));
  }

  /**
   * Which stored objects make the archive up: fixed when it was sealed, so that whoever knows it already need not be told again.
   * @throws RecipientSessionEnded
   */
  async plan(isKnown: (bundle: BundleId) => boolean): Promise<GivenPlan> {
    return this.database.transaction(async (tx) => {
      const { bundle } = await this.within(tx);
      if (isKnown(bundle.id)) return { bundle: bundle.id, input: undefined };
      const entries = await this.bundles.entries(tx, bundle.id);
      const input = { folder: bundle.folder, sealedAt: bundle.seal.sealedAt, entries };
      return { bundle: bundle.id, input };
    });
  }

  /**
   * Before the first byte of an answer: whoever asks for the whole begins a download; parts belong to the one that the
   * session has under way, or begin one. If it cannot be logged, nothing is sent.
   * @throws RecipientSessionEnded
   */
  async beginOrGoOn(asksForAll: boolean): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { recipient, bundle } = await this.within(tx);
      const download = randomId<string>();
      const isNew = await this.recipients.beginDownload(tx, download, asksForAll);
      if (isNew === undefined) throw new RecipientSessionEnded();
      if (!isNew) return;
      const { id, kind, number, seal } = bundle;
      await this.custody.append(tx, {
        type: 'bundle-downloaded',
        subject: investigationSubject(recipient.investigationId),
        investigation: recipient.investigationId,
        recipient: recipient.issueId,
        detail: {
          ...{ bundle: id, kind, number, issue: recipient.issueId, download },
          ...{ manifestSha256: seal.manifestSha256, size: seal.totalSize },
        },
      });
    });
  }

  private async within(
    tx: Transaction,
    idleMinutes = this.config.internal.sessionMinutes,
  ): Promise<{ recipient: Recipient; bundle: GivenBundle['bundle'] }> {
    const recipient = await this.recipients.keepSession(tx, idleMinutes);
    const bundle = recipient && (await this.bundles.byId(tx, recipient.bundleId));
    if (recipient === undefined || bundle?.seal == null) throw new RecipientSessionEnded();
    return { recipient, bundle: { ...bundle, seal: bundle.seal } };
  }
}
