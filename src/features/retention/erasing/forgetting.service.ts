import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { CustodyLog, investigationSubject } from '../../../custody';
import type { InvestigationId, InvitationId } from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import { OutcomesRepository } from '../outcomes.repository';

const BATCH = 100;

interface Silent {
  readonly invitationId: InvitationId;
  readonly investigationId: InvestigationId;
}

/**
 * Erases who another person is, and what they were asked, some days after a link by which nothing was sent has ended. PostgreSQL finds
 * them, and refuses any other.
 */
@Injectable()
export class ForgettingService {
  constructor(
    private readonly database: Database,
    private readonly outcomes: OutcomesRepository,
    private readonly custody: CustodyLog,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Goes through all of them, each in a transaction of its own. One that fails holds up no other. */
  async run(): Promise<void> {
    const failed: unknown[] = [];
    let after: InvitationId | null = null;
    do {
      const found: Silent[] = await this.batch(after);
      for (const one of found)
        await this.database
          .transaction((tx) => this.forget(tx, one))
          .catch((error: unknown) => failed.push(error));
      after = found.length < BATCH ? null : (found.at(-1)?.invitationId ?? null);
    } while (after !== null);
    if (failed.length > 0) throw new AggregateError(failed, 'a person could not be erased');
  }

  private async batch(after: InvitationId | null): Promise<Silent[]> {
    return this.database.transaction((tx) =>
      tx.query<Silent>(
        `SELECT invitation_id AS "invitationId", investigation_id AS "investigationId" FROM lintel.silent_people($1, $2, $3)`,
        [this.config.retention.personDays, after, BATCH],
      ),
    );
  }

  private async forget(tx: Transaction, { invitationId, investigationId }: Silent): Promise<void> {
    await this.outcomes.lock(tx, investigationId);
    const [row] = await tx.query<{ done: boolean }>('SELECT lintel.forget_silent_person($1, $2) AS done', [
      invitationId,
      this.config.retention.personDays,
    ]);
    if (row?.done !== true) return;
    await this.custody.append(tx, {
      type: 'person-erased',
      subject: investigationSubject(investigationId),
      investigation: investigationId,
      detail: { invitation: invitationId },
    });
  }
}
