import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { PROCESSES, type Config, type ProcessName } from '../../../../config';
import { compartmentCommand } from './command';
import { prepareFolders } from './folders';
import { grantsOf, type Grant } from './grants';
import { asHanded, Handed, takeBack } from './handed';
import { findMachine } from './machine';
import { writeSettings } from './settings';
import { systemUsers, type Users } from './users';

const execute = promisify(execFile);
const TRIAL_MS = 10_000;
const CURE = 'install bubblewrap, and allow user namespaces or start Lintel as root';

/** Of the last start. Without a sentence every process is in a compartment of its own; `lacks` is what it could not be given there. */
const record = z.object({ sentence: z.string().optional(), lacks: z.array(z.string()).default([]) });
const recordOf = (home: string): string => join(home, 'compartments.json');

interface Made {
  readonly kind: 'made';
  readonly command: (name: ProcessName) => readonly string[];
  /** Files of the operator's that a process does without until the next start, a sentence each. */
  readonly lacks: readonly string[];
  /** Those that it is handed as soon as they can be read. */
  readonly awaited: readonly string[];
  /** What is handed in, and followed while the processes run. */
  readonly handed: Handed | undefined;
}

/** `sentence` is for the operator: why there are none. */
export type Compartments = Made | { readonly kind: 'none'; readonly sentence: string };

const isRoot = (): boolean => process.getuid?.() === 0;

function refusal(error: unknown): string {
  const said = (error as { stderr?: unknown }).stderr;
  const text =
    typeof said === 'string' && said.trim() !== '' ? said : error instanceof Error ? error.message : '';
  const reason = text.trim().split('\n')[0] ?? '';
  return `The processes of Lintel are not kept apart from each other: ${reason || 'this machine refused'}; ${CURE}.`;
}

/** Whether bubblewrap can reach it at all, which ends where it cannot. */
const isReached = async ({ path, named }: Grant): Promise<boolean> =>
  named !== true ||
  access(path, constants.F_OK).then(
    () => true,
    () => false,
  );

async function reachedBy(name: ProcessName, config: Config): Promise<Grant[]> {
  const grants = grantsOf(name, config);
  const reached = await Promise.all(grants.map(isReached));
  return grants.filter((_, at) => reached[at]);
}

const LOOK = `look() { test "$1" "$2" || { echo "$2 cannot be $3 by its process" >&2; exit 1; }; }
while [ $# -gt 0 ]; do case "$1" in -r) look -r "$2" read;; -w) look -w "$2" written;; -x) look -x "$2" entered;; -n) test -r "$2" || echo "$2";; esac; shift 2; done`;

const testOf = ({ write, passage, named }: Grant): string => {
  if (named === true) return '-n';
  if (passage === true) return '-x';
  return write === true ? '-w' : '-r';
};

/**
 * Enters the compartment as its process will, and looks whether all that was granted can be used there.
 * @returns what the operator named and it cannot read
 * @throws what was said
 */
async function tryOut(
  name: ProcessName,
  command: readonly string[],
  config: Config,
  program: string,
): Promise<string[]> {
  const wanted = grantsOf(name, config).flatMap((grant) => [testOf(grant), grant.path]);
  const [file = '', ...rest] = command;
  const { stdout } = await execute(file, [...rest, '/bin/sh', '-c', LOOK, 'sh', '-r', program, ...wanted], {
    timeout: TRIAL_MS,
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
  });
  const unread = stdout.split('\n').filter(Boolean);
  return unread.map((path) => `${path} cannot be read by ${name}, which goes on without it if it can.`);
}

export interface Wanted {
  /** As each process will have it. */
  readonly config: (name: ProcessName) => Config;
  readonly settings: (name: ProcessName) => Readonly<Record<string, string>>;
  readonly program: (name: ProcessName) => string;
}

/** The compartments of all processes, tried out; or the one sentence why there are none. Nothing may run yet. */
export async function openCompartments(config: Config, wanted: Wanted): Promise<Compartments> {
  const before = await lastStart(config.home);
  const made = await makeCompartments(config, wanted, before?.sentence !== undefined);
  await writeFile(
    recordOf(config.home),
    JSON.stringify(made.kind === 'none' ? { sentence: made.sentence } : { lacks: made.lacks }),
  );
  return made;
}

async function makeCompartments(config: Config, wanted: Wanted, all: boolean): Promise<Compartments> {
  let users: Users | undefined;
  await takeBack(config.home);
  try {
    const machine = await findMachine(config);
    users = isRoot() ? await systemUsers() : undefined;
    await prepareFolders(config, users, all);
    const { tls } = config.internal;
    const handed = tls && new Handed(config.home, tls, users);
    const awaited = ((await handed?.begin()) ?? []).map((one) => `${one}.`);
    for (const name of PROCESSES)
      await writeSettings(config.home, name, asHanded(name, config, wanted.settings(name)), users);
    const made = await Promise.all(
      PROCESSES.map(async (name) => {
        const its = wanted.config(name);
        const grants = await reachedBy(name, its);
        const command = compartmentCommand(machine, { grants, user: users?.[name] });
        return { name, command, lacks: await tryOut(name, command, its, wanted.program(name)) };
      }),
    );
    const lacks = made.flatMap((one) => one.lacks);
    const commands = new Map(made.map(({ name, command }) => [name, command]));
    return { kind: 'made', command: (name) => commands.get(name) ?? [], lacks, awaited, handed };
  } catch (error) {
    await takeBack(config.home);
    for (const name of PROCESSES) await writeSettings(config.home, name, wanted.settings(name), undefined);
    return { kind: 'none', sentence: refusal(error) };
  }
}

/** What the last start of this home said of its compartments; undefined before the first. */
export async function lastStart(home: string): Promise<z.infer<typeof record> | undefined> {
  const text = await readFile(recordOf(home), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : record.parse(JSON.parse(text));
}
