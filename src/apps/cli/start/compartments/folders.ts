import { chmod, chown, lchown, lstat, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../../../config';
import { areasOf } from './grants';
import type { Users } from './users';

interface Owned {
  readonly path: string;
  readonly uid: number;
  readonly gid: number;
  readonly mode: number;
  /** Who owns what is in it, and what is added to its modes; the same owner and nothing where it is not said. */
  readonly inside?: { readonly uid: number; readonly folders: number; readonly files: number };
  /** Looked through at every start: the operator's commands put files there as root. */
  readonly small?: true;
  /** A folder in it that has a line of its own. */
  readonly but?: string;
}

/** A folder's set-group-ID bit gives what is made in it to its group; its sticky bit lets nobody move what others put there. */
const RECEIVING = 0o3770;
const READING = 0o2750;
/** Its group reads what it is told the name of, and lists nothing. */
const READING_BY_NAME = 0o2710;
const OWN = 0o700;

function plan(config: Config, { intake, workspace, issuer, worker, readers }: Users): Owned[] {
  const areas = areasOf(config);
  const workers = { uid: worker.uid, gid: worker.gid, mode: OWN };
  const received = (uid: number) => ({ uid, folders: 0o2070, files: 0o060 });
  const stored: Owned[] = [
    {
      ...workers,
      path: areas.incoming,
      gid: intake.gid,
      mode: RECEIVING,
      inside: received(intake.uid),
      but: 'officers',
    },
    {
      ...workers,
      path: areas.officers,
      gid: workspace.gid,
      mode: RECEIVING,
      inside: received(workspace.uid),
    },
    { ...workers, path: areas.arrived },
    {
      ...{ ...workers, path: areas.evidence, gid: readers, mode: READING_BY_NAME },
      inside: { uid: worker.uid, folders: 0o2010, files: 0o040 },
    },
  ];
  return [
    { path: join(config.home, 'workspace'), uid: workspace.uid, gid: workspace.gid, mode: OWN, small: true },
    { path: join(config.home, 'internal'), uid: workspace.uid, gid: issuer.gid, mode: READING },
    { ...workers, path: config.custody.keyFolder, small: true },
    { ...workers, path: config.custody.headsFolder, small: true },
    { ...workers, path: config.worker.scratch },
    ...(config.objects.s3 === undefined ? stored : []),
  ];
}

/** Links are given away themselves, never what they lead to. */
async function giveInside(owned: Owned, folder = owned.path): Promise<void> {
  const { uid, folders, files } = owned.inside ?? { uid: owned.uid, folders: 0, files: 0 };
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (folder === owned.path && entry.name === owned.but) continue;
    const path = join(folder, entry.name);
    await lchown(path, uid, owned.gid);
    if (entry.isDirectory()) await giveInside(owned, path);
    const more = entry.isDirectory() ? folders : entry.isFile() ? files : 0;
    if (more !== 0) await chmod(path, ((await lstat(path)).mode & 0o7777) | more);
  }
}

async function give(owned: Owned, all: boolean): Promise<void> {
  const found = await lstat(owned.path);
  if (!found.isDirectory()) throw new Error(`${owned.path} is no folder`);
  if (all || owned.small === true || found.uid !== owned.uid) await giveInside(owned);
  await chown(owned.path, owned.uid, owned.gid);
  await chmod(owned.path, owned.mode);
}

/**
 * Makes the folders of all processes; as root each gets its own user. Those of an installation that ran before as one user
 * change hands once. Nothing may run yet.
 * @param all whether the last start ran without compartments
 */
export async function prepareFolders(config: Config, users: Users | undefined, all: boolean): Promise<void> {
  const areas = areasOf(config);
  const own = ['workspace', 'internal'].map((name) => join(config.home, name));
  const stored = [areas.incoming, areas.officers, areas.arrived, areas.evidence];
  const rest = [config.custody.keyFolder, config.custody.headsFolder, config.worker.scratch];
  for (const path of [...own, ...rest, ...(config.objects.s3 === undefined ? stored : [])])
    await mkdir(path, { recursive: true, mode: OWN });
  if (users === undefined) return;
  if (config.objects.s3 === undefined) await chmod(areas.root, 0o711);
  for (const owned of plan(config, users)) await give(owned, all);
}
