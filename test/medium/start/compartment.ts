import { execFile, execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readProc, type Home } from './lintel';

const ROOT = join(__dirname, '../../..');
const CODE = ['dist', 'node_modules', 'package.json'].map((name) => join(ROOT, name));
const PROGRAM = readFileSync(join(__dirname, 'break-in.cjs'), 'utf8');

export interface Mark {
  readonly name: string;
  readonly bytes: Buffer;
}

/** What code finds that runs in the place of a process. Paths begin at the home. */
export interface Found {
  /** Files that it finds by looking through all that it sees. */
  readonly files: readonly string[];
  /** Files that it can read when it knows their names. */
  readonly named: readonly string[];
  readonly writable: readonly string[];
  readonly marks: readonly string[];
  /** Marks in the files that it must know the names of. */
  readonly namedMarks: readonly string[];
  readonly processes: readonly string[];
}

const status = (pid: number, field: string): string[] =>
  (new RegExp(`^${field}:[ \\t]*(.*)$`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '')
    .split(/\s+/)
    .filter(Boolean);

/** The namespaces and the user of a running process, as a command to which a program is added. */
export function inPlaceOf(pid: number): string[] {
  const [uid = '', gid = ''] = [status(pid, 'Uid')[0], status(pid, 'Gid')[0]];
  const groups = status(pid, 'Groups').filter((group) => group !== gid);
  const spaces = ['--mount', '--pid', '--ipc', '--uts'];
  const others = groups.length === 0 ? ['--clear-groups'] : [`--groups=${groups.join(',')}`];
  return [
    ...[
      'nsenter',
      '--target',
      String(pid),
      ...spaces,
      '--',
      'setpriv',
      `--reuid=${uid}`,
      `--regid=${gid}`,
      ...others,
    ],
    ...['--inh-caps=-all', '--bounding-set=-all', '--no-new-privs', '--'],
  ];
}

/** Of a process in a user namespace of its own, whose only user is whoever started it. */
export const inUserSpaceOf = (pid: number): string[] => [
  ...[
    'setpriv',
    `--reuid=${status(pid, 'Uid')[0] ?? ''}`,
    `--regid=${status(pid, 'Gid')[0] ?? ''}`,
    '--clear-groups',
    '--',
  ],
  ...[
    'nsenter',
    '--target',
    String(pid),
    '--user',
    '--preserve-credentials',
    '--mount',
    '--pid',
    '--ipc',
    '--uts',
    '--',
  ],
  ...['setpriv', '--no-new-privs', '--'],
];

export function runIn(place: readonly string[], args: readonly string[], input: string): Promise<string> {
  const [file = '', ...rest] = [...place, ...args];
  return new Promise((resolve, reject) => {
    const child = execFile(file, rest, { cwd: '/', maxBuffer: 64 * 1024 ** 2 }, (error, out, err) => {
      if (error === null) resolve(out);
      else reject(new Error(`${file} failed: ${err.slice(0, 2_000)}`));
    });
    // What it does not read is lost with it, and it ends as it ends.
    child.stdin?.on('error', () => undefined).end(input);
  });
}

const below = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));

/** Breaks in, and looks for the marks and for every file of the installation. */
export async function breakIn(home: Home, place: readonly string[], marks: readonly Mark[]): Promise<Found> {
  const folder = home.env.LINTEL_HOME;
  const wanted = {
    marks: marks.map(({ name, bytes }) => ({ name, hex: bytes.toString('hex') })),
    paths: below(folder),
    code: CODE,
  };
  const text = await runIn(place, [process.execPath, '-e', PROGRAM], JSON.stringify(wanted));
  const found = JSON.parse(text) as Found;
  const short = (paths: readonly string[]): string[] => paths.map((path) => path.replace(`${folder}/`, ''));
  return { ...found, files: short(found.files), named: short(found.named), writable: short(found.writable) };
}

/** Settings that a process was given. */
export const settingsOf = (home: Home, name: string): Record<string, string> =>
  JSON.parse(readFileSync(join(home.env.LINTEL_HOME, 'processes', name, 'settings.json'), 'utf8')) as Record<
    string,
    string
  >;

/** Names of the users of processes. */
export const userOf = (pid: number): string =>
  execFileSync('id', ['-nu', status(pid, 'Uid')[0] ?? ''], { encoding: 'utf8' }).trim();

export const environmentOf = (pid: number): string[] => readProc(pid, 'environ').split('\0').filter(Boolean);
