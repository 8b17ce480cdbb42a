import { Injectable } from '@nestjs/common';
import { CustodyLog, SERVICE_SUBJECT } from '../../custody';
import type { SessionFamily } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

/** Sessions of whoever acts in other browsers. They end when a password or a second step changes, and when the officer says so. */
@Injectable()
export class Elsewhere {
  constructor(private readonly custody: CustodyLog) {}

  /** All of them, or that one; gives how many. */
  async end(tx: Transaction, which?: SessionFamily): Promise<number> {
    const [row] = await tx.query<{ ended: number }>('SELECT lintel.end_other_sessions($1) AS ended', [
      which ?? null,
    ]);
    return row?.ended ?? 0;
  }

  /** That so many have ended; nothing when none has. */
  async log(tx: Transaction, sessions: number): Promise<void> {
    if (sessions === 0) return;
    await this.custody.append(tx, {
      type: 'officer-sessions-ended',
      subject: SERVICE_SUBJECT,
      detail: { sessions },
    });
  }
}
