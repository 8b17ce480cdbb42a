import { escapeIdentifier, type Client } from 'pg';

/** Listens where the workspace is told that something has changed, as the administrator. Give it up when done. */
export async function hearing(admin: Client): Promise<{ heard: () => boolean; stop(): Promise<void> }> {
  const { rows } = await admin.query<{ name: string }>(`SELECT lintel.channel_of('change') AS name`);
  const channel = escapeIdentifier(rows[0]?.name ?? '');
  let heard = false;
  const note = (): void => void (heard = true);
  admin.on('notification', note);
  await admin.query(`LISTEN ${channel}`);
  return {
    heard: () => heard,
    stop: async () => {
      await admin.query(`UNLISTEN ${channel}`);
      admin.off('notification', note);
    },
  };
}
