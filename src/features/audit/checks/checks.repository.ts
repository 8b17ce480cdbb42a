import { Injectable } from '@nestjs/common';
import type { Verdict } from '../../../custody';
import type { LogCheckId, OfficerId } from '../../../kernel/ids';
import { IsNull, NOW, type Transaction } from '../../../platform/database';
import { LogCheckEntity } from './log-check.entity';

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
    await tx.repository(LogCheckEntity).insert({ id, requestedBy: by });
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
    return tx.repository(LogCheckEntity).exists({ id, finishedAt: IsNull() });
  }

  /** As the worker; a second result changes nothing. */
  async finish(tx: Transaction, id: LogCheckId, verdict: Verdict): Promise<void> {
    await tx
      .repository(LogCheckEntity)
      .update({ id, finishedAt: IsNull() }, { finishedAt: NOW, outcome: verdict.outcome, verdict });
  }
}
