import { PROCESSES, type ProcessName } from '../../../../config';
import { run } from '../../../../platform/database/embedded';

/** Numbers of a user, its group, and the other groups that it is in. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
  readonly groups: readonly number[];
}

/** Who reads evidence beside the worker, which writes it. */
const READERS = 'lintel-evidence';

export type Users = Readonly<Record<ProcessName, SystemUser>> & { readonly readers: number };

const NONE = ['--system', '--no-create-home', '--home-dir', '/nonexistent', '--shell', '/usr/sbin/nologin'];

async function idOf(kind: 'passwd' | 'group', name: string): Promise<number | undefined> {
  const { code, output } = await run('getent', [kind, name], undefined);
  const id = code === 0 ? Number(output.split(':')[2]) : 0;
  return id > 0 ? id : undefined;
}

/** @throws Error with one sentence */
async function make(name: string, kind: 'passwd' | 'group'): Promise<number> {
  const found = await idOf(kind, name);
  if (found !== undefined) return found;
  const made =
    kind === 'group'
      ? await run('groupadd', ['--system', name], undefined)
      : await run('useradd', [...NONE, '--user-group', name], undefined);
  const id = await idOf(kind, name);
  if (id === undefined)
    throw new Error(
      `the system ${kind === 'group' ? 'group' : 'user'} ${name} could not be made (${made.output.trim()})`,
    );
  return id;
}

/**
 * A system user for each process, made where it is missing; for root alone. The worker is in the groups of those whose files it
 * takes in.
 * @throws Error with one sentence
 */
export async function systemUsers(): Promise<Users> {
  const readers = await make(READERS, 'group');
  const ids = new Map<ProcessName, { uid: number; gid: number }>();
  for (const name of PROCESSES) {
    const uid = await make(`lintel-${name}`, 'passwd');
    ids.set(name, { uid, gid: await make(`lintel-${name}`, 'group') });
  }
  const idsOf = (name: ProcessName): { uid: number; gid: number } => {
    const found = ids.get(name);
    if (found === undefined) throw new Error(`there is no system user for ${name}`);
    return found;
  };
  const user = (name: ProcessName, ...groups: number[]): SystemUser => ({ ...idsOf(name), groups });
  return {
    readers,
    intake: user('intake'),
    workspace: user('workspace', readers),
    issuer: user('issuer', readers),
    worker: user('worker', readers, idsOf('intake').gid, idsOf('workspace').gid),
  };
}
