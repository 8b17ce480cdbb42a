import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { freePort, listeningFails } from '../../free-port';
import { accountFor, canEnter } from './account';
import { EmbeddedDatabaseUnavailable } from './errors';
import type { Account } from './run';

/** Where root's data and programs go when the database's own account may not enter Lintel's home. */
export const SHARED_FOLDER = '/var/lib/lintel';

/** Nobody reaches it from another machine. */
const HOST = '127.0.0.1';

const remembered = z.object({
  /** Absolute folder of the cluster; null: inside the home, wherever that is moved to. */
  folder: z.string().nullable(),
  port: z.number().int(),
});
type Remembered = z.infer<typeof remembered>;

export interface Place {
  readonly folder: string;
  readonly data: string;
  readonly log: string;
  readonly account: Account | undefined;
  readonly port: number;
}

const recordOf = (home: string): string => join(home, 'postgresql.json');
const insideOf = (home: string): string => join(home, 'postgresql');

async function recall(home: string): Promise<Remembered | undefined> {
  const text = await readFile(recordOf(home), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return remembered.parse(JSON.parse(text));
  } catch (cause) {
    throw new EmbeddedDatabaseUnavailable(
      `${recordOf(home)} is damaged: it says where the database is; restore it from a copy.`,
      { cause },
    );
  }
}

async function remember(home: string, what: Remembered): Promise<void> {
  const part = `${recordOf(home)}.part`;
  await writeFile(part, JSON.stringify(what), { mode: 0o600 });
  await rename(part, recordOf(home));
}

async function choosePort(wanted: number | undefined): Promise<number> {
  if (wanted !== undefined && (await listeningFails(HOST, wanted)) === undefined) return wanted;
  try {
    return await freePort(HOST);
  } catch (cause) {
    throw new EmbeddedDatabaseUnavailable('No port on 127.0.0.1 is free for the database.', { cause });
  }
}

async function chooseFolder(home: string): Promise<{ folder: string | null; account: Account | undefined }> {
  const account = await accountFor(join(insideOf(home), 'data'));
  if (await canEnter(home, account)) return { folder: null, account };
  const name = createHash('sha256').update(home).digest('hex').slice(0, 16);
  return { folder: join(SHARED_FOLDER, name), account };
}

/** Port of the cluster of `home` as last started; undefined before the first start. */
export const rememberedPort = async (home: string): Promise<number | undefined> => (await recall(home))?.port;

/** Decides once where the cluster of `home` lives and who runs it, and keeps to it; the port may change. */
export async function findPlace(home: string): Promise<Place> {
  const before = await recall(home);
  const chosen = before === undefined ? await chooseFolder(home) : { folder: before.folder };
  const folder = chosen.folder ?? insideOf(home);
  const data = join(folder, 'data');
  const account = await accountFor(data);
  await mkdir(folder, { recursive: true, mode: 0o755 });
  return { folder, data, log: join(folder, 'postgresql.log'), account, port: before?.port ?? 0 };
}

/** Picks a free port, the last one if it still is, and remembers it. */
export async function settlePort(home: string, place: Place): Promise<Place> {
  const port = await choosePort(place.port === 0 ? undefined : place.port);
  await remember(home, { folder: place.folder === insideOf(home) ? null : place.folder, port });
  return { ...place, port };
}
