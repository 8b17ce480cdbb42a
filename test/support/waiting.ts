import type { Client } from 'pg';
import { until } from './until';

/** Until so many sessions of the database wait for a lock. */
export async function waitForLocks(admin: Client, wanted: number): Promise<void> {
  await until(`${wanted} to wait`, async () => {
    await admin.query('SELECT pg_stat_clear_snapshot()');
    const { rows } = await admin.query<{ waiting: number }>(
      `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rows[0]?.waiting === wanted;
  });
}
