import { readFileSync } from 'node:fs';

const MAX_BYTES = 64 * 1024;

/** A setting whose file cannot be read, or that is given twice. The message names it and no value. */
export class BadSecretFile extends Error {}

function read(setting: string, file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new BadSecretFile(`${setting}_FILE: its file cannot be read`, { cause });
  }
  if (text.length > MAX_BYTES) throw new BadSecretFile(`${setting}_FILE: its file is too long`);
  // A line's end that an editor left behind is no part of a secret.
  return text.replace(/\r?\n$/, '');
}

/**
 * The environment, where `NAME_FILE=/run/secrets/x` stands for `NAME` with what that file holds, as containers and systemd hand out
 * secrets: not to be seen in a list of processes. @throws BadSecretFile
 */
export function withSecretFiles(env: NodeJS.ProcessEnv, known: readonly string[]): NodeJS.ProcessEnv {
  const names = new Set(known);
  const given = known.flatMap((setting) => {
    const file = env[`${setting}_FILE`] ?? '';
    // Some settings are files by themselves.
    if (file === '' || names.has(`${setting}_FILE`)) return [];
    if ((env[setting] ?? '') !== '')
      throw new BadSecretFile(`${setting}: is given both by itself and by ${setting}_FILE`);
    return [[setting, read(setting, file)]];
  });
  return { ...env, ...(Object.fromEntries(given) as Record<string, string>) };
}
