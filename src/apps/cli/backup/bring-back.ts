import { createHash } from 'node:crypto';
import { chown, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Config } from '../../../config';
import { findPlace } from '../../../platform/database/embedded';
import { makeHome } from '../home';
import { lockHome } from '../lock';
import { Refusal } from '../refusal';
import { say } from '../say';
import { copyHashed } from './copy';
import { KEPT_APART } from './kept-apart';
import { LIST, parseList, readFacts, type Facts, type Listed } from './manifest';

export interface BringBackOptions {
  readonly from: string;
  /** Where the keys were kept; undefined: they are in the home already. */
  readonly keys?: string;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** What Lintel has put into a home before: bringing a backup over it could lose what is newer. */
async function refuseOccupied(config: Config): Promise<void> {
  for (const name of ['postgresql', 'postgresql.json'])
    if (await isThere(join(config.home, name)))
      throw new Refusal(
        `${config.home} has a database already: move it away first, or set LINTEL_HOME to a new folder. Nothing was changed.`,
      );
  const objects = await readdir(config.objects.root).catch(() => []);
  if (objects.length > 0)
    throw new Refusal(
      `${config.objects.root} is not empty: move what is there away first. Nothing was changed.`,
    );
}

async function readList(from: string, { list }: Facts): Promise<Listed[]> {
  const text = await readFile(join(from, LIST), 'utf8').catch(() => '');
  if (createHash('sha256').update(text).digest('hex') !== list)
    throw new Refusal(`${LIST} of the backup is not the one that it was made with. Nothing was changed.`);
  return parseList(text);
}

async function bringKeys(home: string, keys: string): Promise<void> {
  let found = 0;
  for (const name of KEPT_APART) {
    const from = join(keys, name);
    const kind = await stat(from).catch(() => undefined);
    if (kind === undefined) continue;
    found += 1;
    const names = kind.isFile() ? [''] : await readdir(from);
    for (const inside of names) {
      await rm(join(home, name, inside), { force: true });
      await copyHashed(join(from, inside), join(home, name, inside));
    }
  }
  if (found === 0) throw new Refusal(`${keys} holds no keys of Lintel.`);
}

/** The file of the list that comes back otherwise than it was. */
class Damaged extends Refusal {
  constructor(path: string) {
    super(
      `${path} of the backup is damaged or missing: take another backup, or another copy of this one. What was brought back so far was removed.`,
    );
  }
}

async function bring(
  from: string,
  listed: readonly Listed[],
  target: (path: string) => string | undefined,
): Promise<number> {
  let total = 0;
  for (const { path, sha256 } of listed) {
    const to = target(path);
    if (to === undefined) continue;
    const copied = await copyHashed(
      join(from, path),
      to,
      path.startsWith('objects/evidence/') ? 0o444 : 0o600,
    ).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new Damaged(path);
      throw error;
    });
    if (copied.sha256 !== sha256) throw new Damaged(path);
    total += copied.bytes;
  }
  return total;
}

/** The folders that a server wants, also the empty ones, with the account that runs it. */
async function handOver(
  from: string,
  data: string,
  account: { uid: number; gid: number } | undefined,
): Promise<void> {
  for (const entry of await readdir(join(from, 'database'), { recursive: true, withFileTypes: true }))
    if (entry.isDirectory())
      await mkdir(join(data, relative(join(from, 'database'), entry.parentPath), entry.name), {
        recursive: true,
        mode: 0o700,
      });
  if (account === undefined) return;
  await chown(dirname(data), account.uid, account.gid);
  await chown(data, account.uid, account.gid);
  for (const entry of await readdir(data, { recursive: true, withFileTypes: true }))
    await chown(join(entry.parentPath, entry.name), account.uid, account.gid);
}

/** The database gets its name last: what a kill leaves behind is never started as one. */
async function intoHome(config: Config, { from, keys }: BringBackOptions, facts: Facts): Promise<number> {
  const listed = await readList(from, facts);
  const { objects, home } = config;
  const place = await findPlace(home);
  const arriving = `${place.data}.part`;
  try {
    const bytes = await bring(from, listed, (path) => {
      const [area = '', ...rest] = path.split('/');
      if (area === 'database') return join(arriving, ...rest);
      return area === 'objects' ? join(objects.root, ...rest) : undefined;
    });
    await handOver(from, arriving, place.account);
    if (keys !== undefined) await bringKeys(home, keys);
    await rename(arriving, place.data);
    return bytes;
  } catch (error) {
    for (const folder of [place.folder, objects.root]) await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Brings a backup back into a home that has no database, each file compared with its SHA-256 as it is copied.
 * @throws Refusal and the home has no database then, either
 */
export async function bringBack(config: Config, { from, keys }: BringBackOptions): Promise<void> {
  if (config.database.ownerUrl !== undefined)
    throw new Refusal(
      'The database is one of your own: bring it back by its own means (docs/operations.md).',
    );
  const started = Date.now();
  const facts = await readFacts(from);
  await refuseOccupied(config);
  if (keys === undefined && !(await isThere(join(config.home, 'secrets.json'))))
    throw new Refusal(
      'The secrets that the database was made with are missing: name where the keys were kept by --keys.',
    );
  await makeHome(config.home);
  const lock = await lockHome(config.home);
  if (lock === undefined) throw new Refusal('Lintel runs from this home: stop it first.');
  try {
    const bytes = await intoHome(config, { from, ...(keys !== undefined && { keys }) }, facts);
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    say(`Brought back ${facts.files} files, ${bytes} bytes, each as its SHA-256 says, in ${seconds} s.`);
  } finally {
    lock.release();
  }
  say(
    `The database is as it was at ${facts.at}, its log of size ${facts.logSize} at least. What came later is not in it.`,
  );
  say(
    'Start Lintel, then compare: lintel restore; lintel verify --live; lintel fixity (docs/operations.md, Restore).',
  );
}
