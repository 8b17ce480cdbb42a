import { Injectable } from '@nestjs/common';
import type { OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { QUERIES, type WorkKind, type WorkLine } from './queries';

@Injectable()
export class WorkRepository {
  /** Of the officer's own open investigations, what presses most first; `after` is the last line of the page before. */
  async lines(
    tx: Transaction,
    kind: WorkKind,
    by: OfficerId,
    soonDays: number,
    limit: number,
    after?: string,
  ): Promise<WorkLine[]> {
    const { sql, usesDays } = QUERIES[kind];
    const values: unknown[] = [by, limit, after ?? null];
    return tx.query<WorkLine>(sql, usesDays ? [...values, soonDays] : values);
  }
}
