import { Injectable } from '@nestjs/common';
import type { OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';

/** Refusals that followed one another. */
export interface RefusalRun {
  /** Null where no account was named. */
  readonly officerId: OfficerId | null;
  readonly refusals: number;
}

@Injectable()
export class RefusalRepository {
  /** Whether it is the first of a run. */
  async note(tx: Transaction, officer: OfficerId | null): Promise<boolean> {
    const [row] = await tx.query<{ first: boolean }>('SELECT lintel.note_refusal($1) AS first', [officer]);
    return row?.first === true;
  }

  /** Runs that are over, each once. */
  async takeOver(tx: Transaction): Promise<RefusalRun[]> {
    return tx.query<RefusalRun>('SELECT "officerId", refusals FROM lintel.take_refusals()');
  }
}
