import { Injectable } from '@nestjs/common';
import type { Verdict } from '../../../custody';
import type { LogCheckId, OfficerId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';

export interface LogCheck {
  readonly id: LogCheckId;
  readonly requestedBy: string;
  readonly requestedAt: Date;
  readonly finishedAt: Date | null;
  readonly verdict: Verdict | null;
}

const CHECK = `SELECT k.id, o.display_name AS "requestedBy", k.requested_at AS "requestedAt",
    k.finished_at AS "finishedAt", k.verdict
  FROM lintel.log_check k JOIN lintel.officer o ON o.id = k.requested_by`;

@Injectable()
export class ChecksRepository {
  /** One that was asked for a moment ago and is not done: another would say the same. */
  async running(tx: Transaction): Promise<LogCheckId | undefined> {
    const [row] = await tx.query<{ id: LogCheckId }>(
      `SELECT id FROM lintel.log_check WHERE finished_at IS NULL AND requested_at > now() - interval '10 minutes'
        ORDER BY requested_at DESC LIMIT 1`,
    );
    return row?.id;
  }

  async insert(tx: Transaction, id: LogCheckId, by: OfficerId): Promise<void> {
    await tx.query('INSERT INTO lintel.log_check (id, requested_by) VALUES ($1, $2)', [id, by]);
  }

  /** Newest first. */
  async newest(tx: Transaction, most: number): Promise<LogCheck[]> {
    return tx.query<LogCheck>(`${CHECK} ORDER BY k.requested_at DESC, k.id LIMIT $1`, [most]);
  }

  async byId(tx: Transaction, id: LogCheckId): Promise<LogCheck | undefined> {
    const [row] = await tx.query<LogCheck>(`${CHECK} WHERE k.id = $1`, [id]);
    return row;
  }

  /** As the worker. */
  async isOpen(tx: Transaction, id: LogCheckId): Promise<boolean> {
    return (
      (await tx.query('SELECT 1 FROM lintel.log_check WHERE id = $1 AND finished_at IS NULL', [id])).length >
      0
    );
  }

  /** As the worker; a second result changes nothing. */
  async finish(tx: Transaction, id: LogCheckId, verdict: Verdict): Promise<void> {
    await tx.query(
      `UPDATE lintel.log_check SET finished_at = now(), outcome = $2, verdict = $3 WHERE id = $1 AND finished_at IS NULL`,
      [id, verdict.outcome, JSON.stringify(verdict)],
    );
  }
}
