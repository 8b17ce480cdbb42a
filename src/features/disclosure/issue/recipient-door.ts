import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { CustodyLog } from '../../../custody';
import { Database, type Transaction } from '../../../platform/database';
import { Doorkeeper, newToken, secretHash, type DoorKind } from '../../invitations';
import { BundlesRepository } from '../bundles.repository';
import { isDownloadable } from '../domain/state';
import { recipientFact } from './domain/recipient-fact';
import { IssueRefused } from './issue.errors';
import { RecipientsRepository, type IssueDoor } from './recipients.repository';

/** How a recipient gets in. */
@Injectable()
export class RecipientDoor {
  private readonly doors: DoorKind<IssueDoor> = {
    table: 'bundle_issue',
    find: (tx, tokenHash) => this.find(tx, tokenHash),
    scope: () => ({}),
    locked: async (tx, door, attempts) => {
      const detail = { issue: door.id, bundle: door.bundleId, attempts };
      const fact = recipientFact({ ...door, issueId: door.id }, { type: 'issue-locked', detail });
      await this.custody.append(tx, fact);
    },
  };

  constructor(
    private readonly database: Database,
    private readonly recipients: RecipientsRepository,
    private readonly doorkeeper: Doorkeeper,
    private readonly bundles: BundlesRepository,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Link and code in, session out. @throws IssueRefused for every reason alike */
  async enter(token: string, typed: string, address: string): Promise<string> {
    const door = await this.doorkeeper.open(this.doors, token, typed, address);
    if (door === undefined) throw new IssueRefused();
    const session = newToken();
    await this.database.transaction(async (tx) => {
      if (!(await this.recipients.admit(tx, door.id))) throw new IssueRefused();
      const minutes = this.config.internal.sessionMinutes;
      await this.recipients.insertSession(tx, secretHash(session), door.id, minutes);
    });
    return session;
  }

  /** The issue behind a link; one whose bundle was revoked is not open. */
  private async find(tx: Transaction, tokenHash: Buffer): Promise<IssueDoor | undefined> {
    const door = await this.recipients.findDoor(tx, tokenHash);
    const bundle = door && (await this.bundles.byId(tx, door.bundleId));
    return door && { ...door, live: door.live && bundle !== undefined && isDownloadable(bundle.state) };
  }
}
