import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LiveClient } from '../live-client';
import { adminUrl } from './embedded-postgres';

/** Folders whose contents a server makes anew (PostgreSQL, "Making a Base Backup Using the Low Level API"). */
const EMPTY = new Set([
  'pg_dynshmem',
  'pg_notify',
  'pg_replslot',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
  'pg_wal',
]);
const LEFT_OUT = /^(postmaster\.(pid|opts)|pgsql_tmp.*|backup_label|tablespace_map)$/;
const SEGMENT = /^[0-9A-F]{24}$/;

/** Copies one file, `from` to `to`. A file that is gone is no failure: the server may remove its files at any time. */
export type CopyFile = (from: string, to: string) => Promise<void>;

async function copyFolder(from: string, to: string, top: boolean, copy: CopyFile): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (LEFT_OUT.test(entry.name)) continue;
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory() && top && EMPTY.has(entry.name)) await mkdir(target, { mode: 0o700 });
    else if (entry.isDirectory()) await copyFolder(source, target, false, copy);
    else if (entry.isFile()) await copy(source, target);
  }
}

interface Stopped {
  readonly label: string;
  readonly last: string;
}

async function stop(admin: LiveClient): Promise<Stopped> {
  const { rows } = await admin.query<Stopped>(
    `SELECT labelfile AS label, pg_walfile_name(lsn) AS last FROM pg_backup_stop(wait_for_archive => false)`,
  );
  if (rows[0] === undefined) throw new Error('the backup could not be ended');
  return rows[0];
}

export interface BaseBackup {
  /** Size of the custody log when the copy began. */
  readonly logSize: number;
  /** The database is as it was then. */
  readonly at: Date;
}

async function logSizeOf(port: number, password: string): Promise<number> {
  const url = adminUrl(port, password).replace(/\/postgres$/, '/lintel');
  const client = new LiveClient({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ size: number }>(
      'SELECT coalesce(max(index) + 1, 0)::float8 AS size FROM custody.leaf',
    );
    return rows[0]?.size ?? 0;
  } finally {
    await client.end();
  }
}

/**
 * A consistent copy of the running cluster in `data`, into the new folder `to`, while it is written to: the files, and the log of
 * writes from before the first to after the last of them was copied. A server that is started on it brings itself to the end of the copy.
 */
export async function baseBackup(
  server: { readonly port: number; readonly password: string; readonly data: string },
  to: string,
  copy: CopyFile,
): Promise<BaseBackup> {
  const logSize = await logSizeOf(server.port, server.password);
  const admin = new LiveClient({ connectionString: adminUrl(server.port, server.password) });
  await admin.connect();
  try {
    // The server keeps what it wrote from here on for as long as this connection lasts.
    await admin.query(
      `SELECT pg_create_physical_replication_slot('lintel_backup_' || pg_backend_pid(), true, true)`,
    );
    const { rows } = await admin.query<{ first: string }>(
      `SELECT pg_walfile_name(pg_backup_start('lintel', fast => true)) AS first`,
    );
    const first = rows[0]?.first ?? '';
    await copyFolder(server.data, to, true, copy);
    const { label, last } = await stop(admin);
    const at = new Date();
    await writeFile(join(to, 'backup_label'), label, { mode: 0o600 });
    const segments = (await readdir(join(server.data, 'pg_wal'))).filter((name) => SEGMENT.test(name));
    // By name without the timeline, which is one: the cluster never was promoted.
    for (const name of segments.filter((segment) => segment >= first && segment <= last))
      await copy(join(server.data, 'pg_wal', name), join(to, 'pg_wal', name));
    return { logSize, at };
  } finally {
    await admin.end();
  }
}
