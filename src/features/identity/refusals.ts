import { Injectable } from '@nestjs/common';
import { CustodyLog, SERVICE_SUBJECT } from '../../custody';
import type { OfficerId } from '../../kernel/ids';
import { actingAs, Database, type Transaction } from '../../platform/database';
import { RefusalRepository } from './refusal.repository';

/** Refused sign-ins in the log: the first of a run at once, and when it is over how many there were. A flood fills nothing. */
@Injectable()
export class Refusals {
  constructor(
    private readonly database: Database,
    private readonly runs: RefusalRepository,
    private readonly custody: CustodyLog,
  ) {}

  /** In the transaction that refused. */
  async note(tx: Transaction, officer: OfficerId | null): Promise<void> {
    if (!(await this.runs.note(tx, officer))) return;
    await this.custody.append(tx, {
      type: 'officer-refused',
      subject: SERVICE_SUBJECT,
      ...(officer !== null && { detail: { officer } }),
    });
  }

  /** Logs the runs that are over; one refusal alone was logged when it came. */
  async logRuns(): Promise<void> {
    await actingAs(undefined, () =>
      this.database.transaction(async (tx) => {
        for (const { officerId, refusals } of await this.runs.takeOver(tx)) {
          if (refusals < 2) continue;
          const detail = { refusals, ...(officerId !== null && { officer: officerId }) };
          await this.custody.append(tx, { type: 'officer-refused', subject: SERVICE_SUBJECT, detail });
        }
      }),
    );
  }
}
