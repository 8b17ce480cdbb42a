import { chown, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ProcessName } from '../../../../config';
import { settingsFileOf } from './grants';
import type { Users } from './users';

/** Gives a process a file with its own settings and secrets; it can be read by nobody else. */
export async function writeSettings(
  home: string,
  name: ProcessName,
  settings: Readonly<Record<string, string>>,
  users: Users | undefined,
): Promise<string> {
  const file = settingsFileOf(home, name);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.part`, JSON.stringify(settings, undefined, 2), { mode: 0o400, flag: 'w' });
  if (users !== undefined) await chown(`${file}.part`, users[name].uid, users[name].gid);
  await rename(`${file}.part`, file);
  return file;
}
