import { withAdmin } from './database';

/** How many transactions have written in this cluster, or locked a row. */
export const writingTransactions = (): Promise<bigint> =>
  withAdmin(async (admin) => {
    const { rows } = await admin.query<{ next: string }>(
      'SELECT pg_snapshot_xmax(pg_current_snapshot())::text AS next',
    );
    return BigInt(rows[0]?.next ?? 0);
  });
