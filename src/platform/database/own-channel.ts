import { escapeIdentifier } from 'pg';
import type { LiveClient } from './live-client';

/**
 * Where this process is told something, ready for a statement. A channel is anybody's to hear and to speak on, so its name is a secret that the
 * database gives to this role alone.
 * @param client as intake or workspace
 */
export async function ownChannel(client: LiveClient): Promise<string> {
  const { rows } = await client.query<{ name: string | null }>('SELECT lintel.own_channel() AS name');
  return escapeIdentifier(rows[0]?.name ?? '');
}
