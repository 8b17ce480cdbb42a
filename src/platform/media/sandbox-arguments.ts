import type { MediaSettings } from './settings';

/** Where a job finds its things: relative to its folder, the same inside and outside the sandbox. */
export const CLIP = 'clip';
export const OUT = 'out';
/** Where an operator's own program stands in the sandbox, with what lies beside it; and what it is called there. */
const OPERATORS = '/program';
export const TRANSCRIBE = 'transcribe';
/** The descriptor from which bubblewrap takes the filter of system calls. One digit: POSIX shells know no other. */
const FILTER_FD = 9;

/** Absolute paths of the programs that take part. */
export interface Tools {
  readonly env: string;
  readonly setsid: string;
  readonly setpriv: string;
  readonly prlimit: string;
  readonly nice: string;
  readonly bwrap: string;
}

export interface Job {
  /** Absolute real path of the program. */
  readonly tool: string;
  /** Absolute real path of the interpreter of a tool that is a Perl script. */
  readonly perl?: string | undefined;
  /** The one file the tool may read; absent for `-version`. */
  readonly input?: string | undefined;
  /** The one folder the tool may write to; absent for ffprobe. */
  readonly output?: string | undefined;
  /** Heavy work that nobody waits for: it gives way to checks. */
  readonly yields?: boolean | undefined;
  /** Whether FILTER_FD holds a filter of system calls. */
  readonly filtered?: boolean | undefined;
  /** Absolute path of a folder with libraries that are taken in the place of the system's. */
  readonly libraries?: string | undefined;
  /** Absolute real paths of further files to read, by the name in the job's folder. */
  readonly files?: Readonly<Record<string, string>> | undefined;
  /** Absolute real path of the folder of an operator's program, which is the tool, and of a shell for one that is a script. */
  readonly operators?: { readonly folder: string; readonly shell: string } | undefined;
}

type Limits = Pick<MediaSettings, 'cpuSeconds' | 'memoryBytes' | 'outputBytes'>;

/** Threads and processes of one job. The kernel does not hold root to it: run the worker as an ordinary user. */
const PROCESSES = 96;

/** Resource limits (setrlimit(2)): CPU seconds, address space, size of a file, open files, no core dumps. */
function limitArguments(limits: Limits): string[] {
  return [
    '--core=0',
    `--cpu=${limits.cpuSeconds}`,
    `--as=${limits.memoryBytes}`,
    `--fsize=${limits.outputBytes}`,
    '--nofile=128',
  ];
}

const priority = (tools: Tools, job: Job): string[] => (job.yields === true ? [tools.nice, '-n', '10'] : []);

/** The interpreter where scripts look for it, and its modules. */
const withPerl = (perl: string): string[] => [
  ...['--ro-bind', perl, '/usr/bin/perl', '--ro-bind-try', '/etc/perl', '/etc/perl'],
  ...['--ro-bind-try', '/usr/share/perl', '/usr/share/perl'],
  ...['--ro-bind-try', '/usr/share/perl5', '/usr/share/perl5'],
];

const LIBRARIES = '/sandbox/lib';

const withLibraries = (folder: string): string[] => [
  ...['--ro-bind', folder, LIBRARIES, '--setenv', 'LD_LIBRARY_PATH', LIBRARIES],
];

/**
 * The shut-in command: own user, mount, process, network, IPC and host-name spaces; nothing of the machine but its
 * libraries; no environment but where the libraries are; no system call that a decoder never needs; killed with its parent. The process limit is set inside, where only the job's count.
 */
export function sandboxed(tools: Tools, limits: Limits, job: Job): string[] {
  return [
    ...[tools.env, '-i', tools.setsid, ...priority(tools, job)],
    ...[tools.prlimit, ...limitArguments(limits), tools.bwrap],
    ...['--unshare-all', '--unshare-user', '--disable-userns', '--die-with-parent', '--new-session'],
    ...(job.filtered === true ? ['--seccomp', String(FILTER_FD)] : []),
    ...['--clearenv', '--cap-drop', 'ALL', '--uid', '65534', '--gid', '65534', '--hostname', 'sandbox'],
    ...['--ro-bind', '/usr/lib', '/usr/lib', '--ro-bind-try', '/usr/lib64', '/usr/lib64'],
    ...['--ro-bind-try', '/usr/local/lib', '/usr/local/lib'],
    ...['--ro-bind-try', '/lib', '/lib', '--ro-bind-try', '/lib64', '/lib64'],
    ...['--ro-bind-try', '/etc/ld.so.cache', '/etc/ld.so.cache'],
    ...['--ro-bind-try', '/etc/alternatives', '/etc/alternatives'],
    ...['--ro-bind', tools.prlimit, '/sandbox/prlimit', '--ro-bind', job.tool, '/sandbox/tool'],
    ...(job.perl === undefined ? [] : withPerl(job.perl)),
    ...(job.libraries === undefined ? [] : withLibraries(job.libraries)),
    ...(job.operators === undefined
      ? []
      : ['--ro-bind', job.operators.folder, OPERATORS, '--ro-bind', job.operators.shell, '/bin/sh']),
    ...['--perms', '0700', '--size', String(64 * 1024 ** 2), '--tmpfs', '/tmp', '--dir', '/job'],
    ...(job.input === undefined ? [] : ['--ro-bind', job.input, `/job/${CLIP}`]),
    ...(job.output === undefined ? [] : ['--bind', job.output, `/job/${OUT}`]),
    ...Object.entries(job.files ?? {}).flatMap(([name, path]) => ['--ro-bind', path, `/job/${name}`]),
    ...['--remount-ro', '/', '--chdir', '/job'],
    ...['/sandbox/prlimit', `--nproc=${PROCESSES}`],
    // Where it lies beside its libraries, which it may look for from there.
    job.operators === undefined ? '/sandbox/tool' : `${OPERATORS}/${TRANSCRIBE}`,
  ];
}

/** Without bubblewrap: limits, an empty environment and death with the parent are all that is left. */
export function unsandboxed(tools: Tools, limits: Limits, job: Job): string[] {
  return [
    ...[
      tools.env,
      '-i',
      tools.setsid,
      ...priority(tools, job),
      tools.setpriv,
      '--pdeathsig',
      'KILL',
      '--no-new-privs',
    ],
    ...[tools.prlimit, ...limitArguments(limits), job.tool],
  ];
}

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * A POSIX shell script that becomes the command, with the arguments it is given added at the end.
 * @param filter the file that FILTER_FD is to hold
 */
export const launchScript = (command: readonly string[], filter?: string): string =>
  `#!/bin/sh\nexec ${command.map(quoted).join(' ')} "$@"${filter === undefined ? '' : ` ${FILTER_FD}<${quoted(filter)}`}\n`;
