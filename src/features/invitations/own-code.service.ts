import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CustodyLog, investigationSubject } from '../../custody';
import { Database } from '../../platform/database';
import { newParameters, proofOf } from '../../platform/secrets';
import { typedCode } from './domain/secrets';
import { EntryRepository, type AssistedSession, type Visitor } from './entry.repository';
import { WrongOwnCode } from './invitations.errors';

/** Assisted sessions, as the victim has to do with them. */
@Injectable()
export class OwnCodeService {
  constructor(
    private readonly database: Database,
    private readonly entries: EntryRepository,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /**
   * The victim types their own code into an assisted session: from then on it reaches all that is theirs. Wrong codes are
   * counted as at the entry.
   * @throws WrongOwnCode, also when the link has been locked
   */
  async prove({ invitationId, investigationId }: Visitor, typed: string): Promise<void> {
    const parameters = await this.database.transaction((tx) => this.entries.ownCodeParameters(tx));
    const proof = await proofOf(typedCode(typed), parameters ?? newParameters());
    const isRight = await this.database.transaction(async (tx) => {
      const right = await this.entries.proveOwnCode(tx, proof, this.config.limits.codeAttempts);
      if (right)
        await this.custody.append(tx, {
          type: 'code-entered',
          subject: investigationSubject(investigationId),
          investigation: investigationId,
          detail: { invitation: invitationId },
        });
      return right;
    });
    if (!isRight) throw new WrongOwnCode();
  }

  /** That there were assisted sessions: for the victim alone. Newest first. */
  async assistedSessions({ invitationId }: Visitor): Promise<AssistedSession[]> {
    return this.database.transaction((tx) => this.entries.assistedSessions(tx, invitationId));
  }
}
