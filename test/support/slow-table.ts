import { Client } from 'pg';

/**
 * While `work` runs, whoever reads the table waits, as for an answer that takes for ever.
 * @param work is given how many wait
 */
export async function whileSlow(
  adminUrl: string,
  table: string,
  work: (waiting: () => Promise<number>) => Promise<void>,
): Promise<void> {
  const holder = new Client({ connectionString: adminUrl });
  // Within a transaction, what PostgreSQL says of others stays what it was first.
  const watcher = new Client({ connectionString: adminUrl });
  await Promise.all([holder.connect(), watcher.connect()]);
  try {
    await holder.query('BEGIN');
    await holder.query(`LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
    await work(async () => {
      const { rows } = await watcher.query<{ waiting: number }>(
        `SELECT count(*)::int AS waiting FROM pg_stat_activity
          WHERE datname = current_database() AND wait_event_type = 'Lock'`,
      );
      return rows[0]?.waiting ?? 0;
    });
  } finally {
    await Promise.all([holder.end(), watcher.end()]);
  }
}
