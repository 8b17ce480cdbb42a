import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { CustodyLog, SERVICE_SUBJECT } from '../../../custody';
import type { IssueId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { AttemptsRepository, LinkAndCode, secretHash, type LinkKind } from '../../invitations';
import { IssueRefused } from './issue.errors';
import { RecipientsRepository } from './recipients.repository';

/** How a recipient gets in, or does not. */
@Injectable()
export class RecipientEntry {
  private readonly links: LinkKind<{ readonly id: IssueId }> = {
    parameters: (tx, linkHash) => this.recipients.linkParameters(tx, linkHash),
    enter: async (tx, attempt) => {
      const id = await this.recipients.enter(tx, attempt, this.config.internal.sessionMinutes);
      return id === undefined ? { waitSeconds: 0 } : { id };
    },
    // The log tells of downloads, not of visits.
    entered: () => Promise.resolve(),
  };

  constructor(
    private readonly database: Database,
    private readonly recipients: RecipientsRepository,
    private readonly linkAndCode: LinkAndCode,
    private readonly attempts: AttemptsRepository,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Link and code in, session out. @throws IssueRefused for every reason alike, also when the bundle was revoked */
  async enter(token: string, typed: string, address: string): Promise<string> {
    const opened = await this.linkAndCode.open(this.links, token, typed, address);
    if (!('session' in opened)) throw new IssueRefused();
    return opened.session;
  }

  /** A session that gave no scope: says so in the log, once an hour, so that nobody can flood it. */
  async refused(): Promise<void> {
    await this.database.transaction(async (tx) => {
      if ((await this.attempts.countFailure(tx, secretHash('refused:recipient'))) !== 1) return;
      await this.custody.append(tx, {
        type: 'scope-refused',
        subject: SERVICE_SUBJECT,
        detail: { kind: 'recipient', why: 'unknown' },
      });
    });
  }
}
