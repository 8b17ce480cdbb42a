import { stat } from 'node:fs/promises';
import { EmbeddedDatabaseUnavailable } from './errors';
import { run, type Account } from './run';

const USER = 'postgres';

async function lookUp(): Promise<Account | undefined> {
  const [uid, gid] = await Promise.all([
    run('id', ['-u', USER], undefined),
    run('id', ['-g', USER], undefined),
  ]);
  if (uid.code !== 0 || gid.code !== 0) return undefined;
  const account = { uid: Number.parseInt(uid.output, 10), gid: Number.parseInt(gid.output, 10) };
  return account.uid > 0 ? account : undefined;
}

/**
 * PostgreSQL refuses to run as root. As root it gets the owner of `data` if there is data, else the system user
 * `postgres`, which is made where it is missing. Everybody else runs it as themselves: undefined.
 */
export async function accountFor(data: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(data).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const found = await lookUp();
  if (found !== undefined) return found;
  await run(
    'useradd',
    ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', USER],
    undefined,
  );
  const made = await lookUp();
  if (made === undefined) {
    throw new EmbeddedDatabaseUnavailable(
      `PostgreSQL does not run as root and the system user "${USER}" could not be made: run Lintel as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return made;
}

/** Whether `account` may enter `folder`. */
export async function canEnter(folder: string, account: Account | undefined): Promise<boolean> {
  return account === undefined || (await run('test', ['-x', folder], account)).code === 0;
}
