import { randomBytes } from 'node:crypto';
import { access, chmod, constants, mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Refusal } from './refusal';

const secretsFile = z.object({
  admin: z.string(),
  owner: z.string(),
  intake: z.string(),
  workspace: z.string(),
  worker: z.string(),
  session: z.string().min(32),
});

/** Passwords of the embedded database's roles, and the secret of the workspace's sessions. */
export type Secrets = z.infer<typeof secretsFile>;

const newSecret = (): string => randomBytes(32).toString('base64url');

const isThere = async (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

async function makeSecrets(home: string, file: string): Promise<Secrets> {
  if (await isThere(join(home, 'postgresql.json'))) {
    throw new Refusal(`${file} is missing but a database is here: put the file back from a copy.`);
  }
  const secrets: Secrets = {
    admin: newSecret(),
    owner: newSecret(),
    intake: newSecret(),
    workspace: newSecret(),
    worker: newSecret(),
    session: newSecret(),
  };
  // It gets its name only when it is whole.
  await writeFile(`${file}.part`, JSON.stringify(secrets, undefined, 2), { mode: 0o600 });
  await rename(`${file}.part`, file);
  return secrets;
}

/**
 * As root the database runs under its own account, which must pass through the home to its folder, without looking
 * around: what lies beside it is closed by its own modes.
 */
async function letThrough(home: string): Promise<void> {
  const { mode, uid } = await stat(home);
  if (process.getuid?.() === 0 && uid === 0) await chmod(home, (mode & 0o777) | 0o011);
}

/** Makes the home where it is missing. @throws Refusal when it cannot be written. */
export async function makeHome(home: string): Promise<void> {
  try {
    await mkdir(home, { recursive: true, mode: 0o700 });
    await access(home, constants.W_OK | constants.X_OK);
    await letThrough(home);
  } catch (cause) {
    throw new Refusal(
      `${home} cannot be written: give this account the folder, or set LINTEL_HOME to another.`,
      {
        cause,
      },
    );
  }
}

/** Makes the home where it is missing, and gives its secrets. @throws Refusal when it cannot be written. */
export async function openHome(home: string): Promise<Secrets> {
  await makeHome(home);
  return (await readSecrets(home)) ?? makeSecrets(home, join(home, 'secrets.json'));
}

/** The secrets of a home that has been started before; undefined for a new one. */
export async function readSecrets(home: string): Promise<Secrets | undefined> {
  const file = join(home, 'secrets.json');
  if (!(await isThere(file))) return undefined;
  try {
    return secretsFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    throw new Refusal(`${file} cannot be read or is damaged: put it back from a copy.`, { cause });
  }
}
