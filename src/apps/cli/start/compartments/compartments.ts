import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { PROCESSES, type Config, type ProcessName } from '../../../../config';
import { compartmentCommand, type Machine } from './command';
import { prepareFolders } from './folders';
import { grantsOf } from './grants';
import { findMachine } from './machine';
import { writeSettings } from './settings';
import { systemUsers, type Users } from './users';

const execute = promisify(execFile);
const TRIAL_MS = 10_000;
const CURE = 'install bubblewrap, and allow user namespaces or start Lintel as root';

/** Of the last start. Without a sentence every process is in a compartment of its own. */
const record = z.object({ sentence: z.string().optional() });
const recordOf = (home: string): string => join(home, 'compartments.json');

/** `sentence` is for the operator: why there are none. */
export type Compartments =
  | { readonly kind: 'made'; readonly command: (name: ProcessName, config: Config) => string[] }
  | { readonly kind: 'none'; readonly sentence: string };

const isRoot = (): boolean => process.getuid?.() === 0;

function refusal(error: unknown): string {
  const said = (error as { stderr?: unknown }).stderr;
  const text =
    typeof said === 'string' && said.trim() !== '' ? said : error instanceof Error ? error.message : '';
  const reason = text.trim().split('\n')[0] ?? '';
  return `The processes of Lintel are not kept apart from each other: ${reason || 'this machine refused'}; ${CURE}.`;
}

function commandOf(machine: Machine, users: Users | undefined, name: ProcessName, config: Config): string[] {
  return compartmentCommand(machine, { grants: grantsOf(name, config), user: users?.[name] });
}

const LOOK = `look() { test "$1" "$2" || { echo "$2 cannot be $3 by its process" >&2; exit 1; }; }
while [ $# -gt 0 ]; do case "$1" in -r) look -r "$2" read;; -w) look -w "$2" written;; -x) look -x "$2" entered;; esac; shift 2; done`;

/** Enters the compartment as its process will, and looks whether all that was granted can be used there. @throws what was said */
async function tryOut(
  name: ProcessName,
  command: readonly string[],
  config: Config,
  program: string,
): Promise<void> {
  const wanted = grantsOf(name, config)
    .filter(({ optional }) => optional !== true)
    .flatMap(({ path, write, passage }) => [passage === true ? '-x' : write === true ? '-w' : '-r', path]);
  const [file = '', ...rest] = command;
  await execute(file, [...rest, '/bin/sh', '-c', LOOK, 'sh', '-r', program, ...wanted], {
    timeout: TRIAL_MS,
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
  });
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
    JSON.stringify(made.kind === 'none' ? { sentence: made.sentence } : {}),
  );
  return made;
}

async function makeCompartments(config: Config, wanted: Wanted, all: boolean): Promise<Compartments> {
  let users: Users | undefined;
  try {
    const machine = await findMachine(config);
    users = isRoot() ? await systemUsers() : undefined;
    await prepareFolders(config, users, all);
    for (const name of PROCESSES) await writeSettings(config.home, name, wanted.settings(name), users);
    const command = (name: ProcessName, its: Config): string[] => commandOf(machine, users, name, its);
    await Promise.all(
      PROCESSES.map((name) => {
        const its = wanted.config(name);
        return tryOut(name, command(name, its), its, wanted.program(name));
      }),
    );
    return { kind: 'made', command };
  } catch (error) {
    for (const name of PROCESSES) await writeSettings(config.home, name, wanted.settings(name), undefined);
    return { kind: 'none', sentence: refusal(error) };
  }
}

/** What the last start of this home said of its compartments; undefined before the first. */
export async function lastStart(
  home: string,
): Promise<{ readonly sentence?: string | undefined } | undefined> {
  const text = await readFile(recordOf(home), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : record.parse(JSON.parse(text));
}
