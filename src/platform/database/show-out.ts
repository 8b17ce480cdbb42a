import { LiveClient } from './live-client';

/**
 * Ends what others are held up with, by a connection of its own: those of the pool may be the ones that wait. Gives how many were ended.
 * @param url as lintel_worker
 * @throws the driver's error
 */
export async function showOut(url: string): Promise<number> {
  const client = new LiveClient({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ ended: number }>('SELECT usher.show_out() AS ended');
    return rows[0]?.ended ?? 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}
