import { Inject, Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { CONFIG, type Config } from '../../../config';
import { CustodyLog, investigationSubject, type Fact } from '../../../custody';
import { CLOCK, type Clock } from '../../../kernel/clock';
import { randomId } from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import { newToken, secretHash, typedCode } from '../../invitations';
import { planArchive, type ArchivePlan } from '../archive';
import { BundlesRepository, type BundleRow, type Seal } from '../bundles.repository';
import { isDownloadable } from '../domain/state';
import { IssueRefused, RecipientSessionEnded } from './issue.errors';
import { IssuesRepository, type Issue } from './issues.repository';
import { RecipientsRepository, type IssueDoor, type Recipient } from './recipients.repository';

/** What a recipient is told about the bundle that was issued to them. */
export interface GivenBundle {
  readonly issue: Issue;
  readonly bundle: BundleRow & { readonly seal: Seal };
  /** Exhibit references and item numbers. */
  readonly labels: readonly string[];
  /** When copies were begun to be taken through this link, oldest first. */
  readonly downloads: readonly Date[];
}

const addressHash = (address: string): Buffer => secretHash(`address:${address}`);

/** Verified against when no code could be right, so that every refusal takes as long as a wrong code. */
const decoy = hash('nobody has this code');

/** How a recipient gets in by link and code, and what they may then fetch. */
@Injectable()
export class RecipientsService {
  constructor(
    private readonly database: Database,
    private readonly recipients: RecipientsRepository,
    private readonly issues: IssuesRepository,
    private readonly bundles: BundlesRepository,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Link and code in, session out. Wrong codes are counted by issue, wrong links by address.
   * @throws IssueRefused for every reason alike
   */
  async enter(token: string, typed: string, address: string): Promise<string> {
    const door = await this.database.transaction({}, async (tx) => this.openDoor(tx, secretHash(token)));
    if (door === undefined && (await this.addressExhausted(address))) throw new IssueRefused();
    const open = door?.live === true && !door.locked ? door : undefined;
    const right = await verify(open?.codeHash ?? (await decoy), typedCode(typed));
    if (open !== undefined && right) return this.admit(open);
    if (open !== undefined) await this.countWrongCode(open);
    if (door === undefined)
      await this.database.transaction({}, (tx) =>
        this.recipients.countAddressFailure(tx, addressHash(address)),
      );
    throw new IssueRefused();
  }

  async leave(session: string): Promise<void> {
    await this.database.transaction({}, (tx) => this.recipients.deleteSession(tx, secretHash(session)));
  }

  /** @throws RecipientSessionEnded */
  async given(session: string): Promise<GivenBundle> {
    return this.database.transaction({}, async (tx) => {
      const { recipient, bundle } = await this.within(tx, session);
      const issue = await this.issues.byId(tx, recipient.issueId);
      if (issue === undefined) throw new RecipientSessionEnded();
      const labels = await this.recipients.labels(tx, bundle.id);
      return { issue, bundle, labels, downloads: await this.recipients.downloads(tx, issue.id) };
    });
  }

  /** Asked again while a download runs. @throws RecipientSessionEnded */
  async stillMay(session: string): Promise<void> {
    await this.database.transaction({}, (tx) => this.within(tx, session));
  }

  /** Where every byte of the archive is. @throws RecipientSessionEnded */
  async plan(session: string): Promise<ArchivePlan> {
    return this.database.transaction({}, async (tx) => {
      const { bundle } = await this.within(tx, session);
      const entries = await this.bundles.entries(tx, bundle.id);
      return planArchive({ folder: bundle.folder, sealedAt: bundle.seal.sealedAt, entries });
    });
  }

  /**
   * Before the first byte of an answer: whoever asks for the whole begins a download; parts belong to the one that the
   * session has under way, or begin one. If it cannot be logged, nothing is sent.
   * @throws RecipientSessionEnded
   */
  async beginOrGoOn(session: string, asksForAll: boolean): Promise<void> {
    const idHash = secretHash(session);
    await this.database.transaction({}, async (tx) => {
      const { recipient, bundle } = await this.within(tx, session);
      const running = await this.recipients.lockDownload(tx, idHash);
      if (running === undefined) throw new RecipientSessionEnded();
      if (running !== null && !asksForAll) return;
      const download = randomId<string>();
      await this.recipients.beginDownload(tx, idHash, download, recipient.issueId);
      await this.log(tx, 'bundle-downloaded', recipient, {
        ...{ bundle: bundle.id, kind: bundle.kind, number: bundle.number, download },
        ...{ manifestSha256: bundle.seal.manifestSha256, size: bundle.seal.totalSize },
      });
    });
  }

  private async within(
    tx: Transaction,
    session: string,
  ): Promise<{ recipient: Recipient; bundle: GivenBundle['bundle'] }> {
    const minutes = this.config.internal.sessionMinutes;
    const recipient = await this.recipients.findSession(tx, secretHash(session), minutes);
    const bundle = recipient && (await this.bundles.byId(tx, recipient.bundleId));
    if (recipient === undefined || bundle?.seal == null || !isDownloadable(bundle.state))
      throw new RecipientSessionEnded();
    return { recipient, bundle: { ...bundle, seal: bundle.seal } };
  }

  /** The issue behind a link; one whose bundle was revoked is not open. */
  private async openDoor(tx: Transaction, tokenHash: Buffer): Promise<IssueDoor | undefined> {
    const door = await this.recipients.findDoor(tx, tokenHash);
    const bundle = door && (await this.bundles.byId(tx, door.bundleId));
    return door && { ...door, live: door.live && bundle !== undefined && isDownloadable(bundle.state) };
  }

  private async addressExhausted(address: string): Promise<boolean> {
    const failures = await this.database.transaction({}, (tx) =>
      this.recipients.addressFailures(tx, addressHash(address)),
    );
    return failures >= this.config.limits.addressAttempts;
  }

  private async admit(door: IssueDoor): Promise<string> {
    const session = newToken();
    const expiresAt = new Date(this.clock.now().getTime() + this.config.internal.sessionMinutes * 60_000);
    await this.database.transaction({}, async (tx) => {
      if (!(await this.recipients.admit(tx, door.id))) throw new IssueRefused();
      await this.recipients.insertSession(tx, secretHash(session), door.id, expiresAt);
    });
    return session;
  }

  private async countWrongCode(door: IssueDoor): Promise<void> {
    await this.database.transaction({}, async (tx) => {
      const failed = await this.recipients.countFailure(tx, door.id);
      if (failed === undefined || failed < this.config.limits.codeAttempts) return;
      await this.recipients.lock(tx, door.id);
      const recipient = { ...door, issueId: door.id };
      await this.log(tx, 'issue-locked', recipient, { bundle: door.bundleId, attempts: failed });
    });
  }

  private async log(
    tx: Transaction,
    type: Fact['type'],
    { issueId, investigationId }: Recipient,
    detail: NonNullable<Fact['detail']>,
  ): Promise<void> {
    await this.custody.append(tx, {
      type,
      subject: investigationSubject(investigationId),
      actor: { kind: 'recipient', id: issueId },
      investigation: investigationId,
      recipient: issueId,
      detail: { issue: issueId, ...detail },
    });
  }
}
