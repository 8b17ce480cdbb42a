import { dirname } from 'node:path';
import type { Grant } from './grants';
import type { SystemUser } from './users';

/** Of /etc, what names, hosts, times, certificates, libraries and fonts are looked up in. */
const ETC = [
  ...[
    'alternatives',
    'ca-certificates',
    'fonts',
    'gai.conf',
    'group',
    'host.conf',
    'hosts',
    'ld.so.cache',
    'ld.so.conf',
  ],
  ...[
    'ld.so.conf.d',
    'localtime',
    'mime.types',
    'nsswitch.conf',
    'passwd',
    'perl',
    'protocols',
    'resolv.conf',
    'services',
  ],
  ...['ssl', 'timezone'],
];

const TMP_BYTES = 1024 ** 3;

/** What every compartment of this machine is made of. */
export interface Machine {
  readonly bwrap: string;
  readonly setpriv: string;
  /** Real path of Node. */
  readonly node: string;
  /** Where /bin, /lib and the like lead, by their names, where they are links; else they are folders. */
  readonly links: Readonly<Record<string, string>>;
  /** The programs of Lintel: nothing else of its folder is in sight. */
  readonly code: readonly string[];
}

export interface Compartment {
  readonly grants: readonly Grant[];
  /** As root: whom the process runs as. Else as whoever started it. */
  readonly user?: SystemUser | undefined;
}

function systemArguments({ links, code, node }: Machine): string[] {
  const folders = ['/bin', '/sbin', '/lib', '/lib32', '/lib64'].flatMap((path) => {
    const target = links[path];
    return target === undefined ? ['--ro-bind-try', path, path] : ['--symlink', target, path];
  });
  return [
    ...['--ro-bind', '/usr', '/usr', ...folders],
    ...ETC.flatMap((name) => ['--ro-bind-try', `/etc/${name}`, `/etc/${name}`]),
    ...(node.startsWith('/usr/') ? [] : ['--ro-bind', node, node]),
    ...code.flatMap((path) => ['--ro-bind', path, path]),
  ];
}

/** The way to each place: what bubblewrap makes of itself on the way may be closed to the user. */
function wayTo(paths: readonly string[]): string[] {
  const folders = new Set<string>();
  for (const path of paths)
    for (let folder = dirname(path); folder !== '/'; folder = dirname(folder)) folders.add(folder);
  return [...folders].sort().flatMap((folder) => ['--perms', '0755', '--dir', folder]);
}

const bindOf = ({ path, write, named }: Grant): string[] => [
  `--${write === true ? '' : 'ro-'}bind${named === true ? '-try' : ''}`,
  ...[path, path],
];

/** The user, and no right above it: neither now, nor by a program with a set-user-ID bit. */
function userArguments(setpriv: string, { uid, gid, groups }: SystemUser): string[] {
  const others = groups.length === 0 ? ['--clear-groups'] : [`--groups=${groups.join(',')}`];
  return [
    ...[setpriv, `--reuid=${uid}`, `--regid=${gid}`, ...others],
    ...['--inh-caps=-all', '--bounding-set=-all', '--no-new-privs', '--'],
  ];
}

/**
 * The shut-in command, to which the program is added: own mount, process, IPC and host-name spaces, with the system's
 * programs, an empty /tmp and the grants in sight. The network is shared: each process serves and asks over it.
 */
export function compartmentCommand(machine: Machine, { grants, user }: Compartment): string[] {
  return [
    ...[machine.bwrap, '--die-with-parent', '--unshare-pid', '--unshare-ipc', '--unshare-uts'],
    ...(user === undefined ? ['--unshare-user'] : []),
    ...['--unshare-cgroup-try', '--hostname', 'lintel'],
    ...[
      '--proc',
      '/proc',
      '--dev',
      '/dev',
      '--perms',
      '1777',
      '--size',
      String(TMP_BYTES),
      '--tmpfs',
      '/tmp',
      // The folder for temporary files that is set outside is not in sight.
      '--setenv',
      'TMPDIR',
      '/tmp',
    ],
    ...wayTo(['/etc/ssl', ...machine.code, machine.node, ...grants.map(({ path }) => path)]),
    ...systemArguments(machine),
    ...grants.flatMap(bindOf),
    ...['--remount-ro', '/', '--chdir', '/', '--'],
    ...(user === undefined ? [] : userArguments(machine.setpriv, user)),
  ];
}
