import { Injectable } from '@nestjs/common';
import type { OfficerId } from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';

@Injectable()
export class SessionRepository {
  async removeOld(tx: Transaction): Promise<void> {
    await tx.query(
      `DELETE FROM lintel.workspace_session WHERE expire < now() - interval '1 day' RETURNING sid`,
    );
  }

  /** Ends the sessions of an officer on other machines. */
  async endOthers(tx: Transaction, officer: OfficerId, current: string): Promise<void> {
    await tx.query(
      `DELETE FROM lintel.workspace_session WHERE sess ->> 'officerId' = $1 AND sid <> $2 RETURNING sid`,
      [officer, current],
    );
  }
}
