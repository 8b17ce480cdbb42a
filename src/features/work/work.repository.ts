import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/database';
import { QUERIES, type WorkKind, type WorkLine } from './queries';

@Injectable()
export class WorkRepository {
  /** Of the open investigations of the officer who acts, what presses most first; `after` is the last line of the page before. */
  async lines(
    tx: Transaction,
    kind: WorkKind,
    soonDays: number,
    limit: number,
    after?: string,
  ): Promise<WorkLine[]> {
    const { sql, usesDays } = QUERIES[kind];
    const values: unknown[] = [limit, after ?? null];
    return tx.query<WorkLine>(sql, usesDays ? [...values, soonDays] : values);
  }
}
