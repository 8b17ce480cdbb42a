import { readdir, rm, stat } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import type { Config } from '../../../config';
import { baseBackup, findPlace, runningPort } from '../../../platform/database/embedded';
import { withDatabase } from '../databases';
import { readSecrets } from '../home';
import { Refusal } from '../refusal';
import { say } from '../say';
import { copyHashed } from './copy';
import { Generation, prune } from './generation';
import { KEPT_APART } from './kept-apart';

export interface BackupOptions {
  readonly to: string;
  readonly keysTo?: string;
  readonly keep?: number;
}

const isInside = (inner: string, outer: string): boolean => !relative(outer, inner).startsWith('..');

/** A backup in the home would go with it, and keys in the backup would open it. */
function places(config: Config, { to, keysTo }: BackupOptions): { to: string; keysTo: string | undefined } {
  const wanted = { to: resolve(to), keysTo: keysTo === undefined ? undefined : resolve(keysTo) };
  for (const area of [config.home, config.objects.root])
    if (isInside(wanted.to, area) || isInside(area, wanted.to))
      throw new Refusal(
        'A backup must lie apart from what it is of: name another folder, best on another disk.',
      );
  if (
    wanted.keysTo !== undefined &&
    (isInside(wanted.keysTo, wanted.to) || isInside(wanted.to, wanted.keysTo))
  )
    throw new Refusal('Keep the keys apart from the backup: name another folder for them.');
  return wanted;
}

async function* filesBelow(root: string, below = ''): AsyncGenerator<string> {
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    const path = join(below, entry.name);
    if (entry.isDirectory()) yield* filesBelow(root, path);
    else if (entry.isFile() && !entry.name.startsWith('.tmp-')) yield path;
  }
}

/** In the order in which a file goes through them: one that moves on meanwhile is found in the next. */
const AREAS = ['incoming', 'arrived', 'evidence'];

async function addObjects(config: Config, generation: Generation): Promise<void> {
  for (const area of AREAS) {
    const root = join(config.objects.root, area);
    if ((await stat(root).catch(() => undefined)) === undefined) continue;
    // What is evidence never changes; a draft grows while it arrives.
    for await (const path of filesBelow(root))
      await generation.add(join(root, path), join('objects', area, path), area === 'evidence');
  }
}

async function copyKeys(home: string, to: string): Promise<void> {
  for (const name of KEPT_APART) {
    const from = join(home, name);
    const found = await stat(from).catch(() => undefined);
    if (found === undefined) continue;
    await rm(join(to, name), { recursive: true, force: true });
    if (found.isFile()) await copyHashed(from, join(to, name));
    else for await (const path of filesBelow(from)) await copyHashed(join(from, path), join(to, name, path));
  }
}

async function make(config: Config, to: string): Promise<Awaited<ReturnType<Generation['finish']>>> {
  const generation = await Generation.begin(to, new Date());
  try {
    const [port, secrets, place] = [
      await runningPort(config.home),
      await readSecrets(config.home),
      await findPlace(config.home),
    ];
    if (port === undefined || secrets === undefined)
      throw new Refusal('The database does not run: try again.');
    const server = { port, password: secrets.admin, data: place.data };
    // The database first: what is stored after it has no row there and is found, while a row without its file could not be mended.
    const database = await baseBackup(server, generation.path('database'), (from, target) =>
      generation.add(from, relative(generation.path(), target)),
    );
    await generation.note('database/backup_label');
    const objects = config.objects.s3 === undefined;
    if (objects) await addObjects(config, generation);
    return await generation.finish({ ...database, objects });
  } catch (error) {
    await generation.abandon();
    throw error;
  }
}

/** Copies database, stored files and keys of this installation while it runs, or while it does not. @throws Refusal */
export async function backup(config: Config, options: BackupOptions): Promise<void> {
  const { to, keysTo } = places(config, options);
  if (config.database.ownerUrl !== undefined)
    throw new Refusal(
      'The database is one of your own: back it up by its own means (docs/operations.md, Backup), then the store.',
    );
  const started = Date.now();
  const { folder, facts } = await withDatabase(config, () => make(config, to));
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  say(
    `Backed up to ${folder}: ${facts.files} files, ${facts.bytes} bytes of them new, a log of size ${facts.logSize}, in ${seconds} s.`,
  );
  if (!facts.objects)
    say('The stored files are in S3 and not in it: let the store copy itself (docs/object-store.md).');
  if (keysTo === undefined)
    say('Not in it: secrets and signing keys. Name a folder apart for them with --keys-to.');
  else {
    await copyKeys(config.home, keysTo);
    say(`Secrets and keys are in ${keysTo}: whoever has them and the backup has everything.`);
  }
  if (options.keep !== undefined)
    for (const name of await prune(to, options.keep)) say(`Removed the backup ${name}.`);
}
