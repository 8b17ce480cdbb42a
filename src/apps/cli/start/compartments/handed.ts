import { chown, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config, ProcessName } from '../../../../config';
import { stampsOf } from '../../../../platform/services/renewed-tls';
import type { TlsFiles } from '../../../../platform/services/mutual-tls';
import type { Users } from './users';

/** Of the TLS between them. */
const RECEIVERS = ['intake', 'issuer'] as const satisfies readonly ProcessName[];

/** Each certificate file, the setting that names it, and its name where it is handed in. */
const FILES = [
  { of: 'certFile', setting: 'INTERNAL_TLS_CERT_FILE', name: 'certificate.pem' },
  { of: 'keyFile', setting: 'INTERNAL_TLS_KEY_FILE', name: 'key.pem' },
  { of: 'caFile', setting: 'INTERNAL_TLS_CA_FILE', name: 'authority.pem' },
] as const;

/** A folder, not its files: what is renewed takes the place of what was there, and would not be seen. */
export const handedFolderOf = (home: string, name: ProcessName): string =>
  join(home, 'processes', name, 'handed');

const receives = (name: ProcessName, { internal: { tls } }: Config): boolean =>
  tls !== undefined && RECEIVERS.some((one) => one === name);

/** The folder, for a process that is handed something. */
export const handedTo = (name: ProcessName, config: Config): string[] =>
  receives(name, config) ? [handedFolderOf(config.home, name)] : [];

/** The settings of a process with the names that its files have where they are handed in. */
export function asHanded(
  name: ProcessName,
  config: Config,
  settings: Readonly<Record<string, string>>,
): Record<string, string> {
  const folder = handedFolderOf(config.home, name);
  const named = receives(name, config) ? FILES : [];
  return { ...settings, ...Object.fromEntries(named.map((file) => [file.setting, join(folder, file.name)])) };
}

/** No copy of a key outlives what it was made for. */
export async function takeBack(home: string): Promise<void> {
  for (const name of RECEIVERS) await rm(handedFolderOf(home, name), { recursive: true, force: true });
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unreadable';

/**
 * The operator's certificates, handed to the processes that show them: copied by whoever starts Lintel, which may read a key that
 * belongs to root alone, and copied again whenever they were renewed. Each process has a copy that nobody else can read.
 */
export class Handed {
  private stamps = '';
  private told = '';

  constructor(
    private readonly home: string,
    private readonly tls: TlsFiles,
    private readonly users: Users | undefined,
  ) {}

  /** As they are at a start. @returns what cannot be read */
  async begin(): Promise<string[]> {
    for (const name of RECEIVERS) {
      const folder = handedFolderOf(this.home, name);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await this.give(folder, name);
    }
    return this.look();
  }

  /** Copies what has changed. One that cannot be read leaves its copy as it is. @returns what is wrong, once for each change */
  async look(): Promise<string[]> {
    const stamps = stampsOf(this.tls);
    if (stamps === this.stamps) return [];
    const troubles: string[] = [];
    for (const file of FILES) troubles.push(...(await this.hand(file)));
    // What could not be read is tried again each time: the reason may pass.
    this.stamps = troubles.length === 0 ? stamps : '';
    const told = troubles.join();
    const isNew = told !== this.told;
    this.told = told;
    return isNew ? troubles : [];
  }

  /** @returns why not */
  private async hand({ of, setting, name }: (typeof FILES)[number]): Promise<string[]> {
    const from = this.tls[of];
    let doing = `${from} cannot be read`;
    try {
      const bytes = await readFile(from);
      for (const process of RECEIVERS) {
        doing = `no copy can be made for ${process}`;
        await this.put(process, name, bytes);
      }
      return [];
    } catch (error) {
      return [`${setting}: ${doing} (${codeOf(error)})`];
    }
  }

  private async put(process: ProcessName, name: string, bytes: Buffer): Promise<void> {
    const file = join(handedFolderOf(this.home, process), name);
    await rm(`${file}.part`, { force: true });
    await writeFile(`${file}.part`, bytes, { mode: 0o400, flag: 'wx' });
    await this.give(`${file}.part`, process);
    await rename(`${file}.part`, file);
  }

  private async give(path: string, name: ProcessName): Promise<void> {
    if (this.users !== undefined) await chown(path, this.users[name].uid, this.users[name].gid);
  }
}
