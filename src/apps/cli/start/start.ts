import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import {
  loadConfig,
  PROCESSES,
  SETTINGS_FILE,
  surroundings,
  type Config,
  type ProcessName,
} from '../../../config';
import { runningPort, startEmbeddedPostgres } from '../../../platform/database/embedded';
import { openHome } from '../home';
import { lockHolder, lockHome } from '../lock';
import { Refusal } from '../refusal';
import { say } from '../say';
import { embeddedUrls, externalUrls, type RoleUrls } from '../urls';
import { announce } from './announce';
import { Child } from './child';
import { openCompartments } from './compartments/compartments';
import { settingsFileOf } from './compartments/grants';
import { takeBack, type Handed } from './compartments/handed';
import { listenersOf, settingsOfAll } from './environments';
import { NODE_OPTIONS } from './node-options';
import { keepDatabase } from './keep-database';
import { settlePort } from './ports';
import { untilReady } from './ready';
import { SetUp } from './set-up';

/** The processes of a supervisor that was killed drain for this long at most. */
const DRAIN_MS = 40_000;
const MOMENT_MS = 2_000;

/** A function, because the compiler takes a property that was false to stay so. */
const isStopped = (stop: AbortSignal): boolean => stop.aborted;

/** What has been started, stopped in the opposite order. */
type Undo = (() => Promise<void> | void)[];

async function takeHome(config: Config, undo: Undo): Promise<void> {
  const lock = await lockHome(config.home);
  if (lock === undefined) {
    const holder = await lockHolder(config.home);
    throw new Refusal(
      `Lintel already runs from ${config.home}${holder === undefined ? '' : ` (process ${holder})`}.`,
    );
  }
  undo.push(() => lock.release());
}

interface Taken {
  /** The connection of each role. */
  readonly urls: RoleUrls;
  readonly hasOfficers: boolean;
  /** What goes wrong with the database later on. */
  readonly trouble: Promise<void>;
}

async function takeDatabase(config: Config, setUp: SetUp, undo: Undo, stop: AbortSignal): Promise<Taken> {
  if (config.database.ownerUrl !== undefined) {
    const urls = externalUrls(config);
    return { urls, hasOfficers: await setUp.tables(), trouble: new Promise(() => undefined) };
  }
  say('Starting PostgreSQL...');
  const secrets = await openHome(config.home);
  const postgres = await startEmbeddedPostgres(config.home, secrets.admin);
  const again = () => startEmbeddedPostgres(config.home, secrets.admin);
  const trouble = keepDatabase(postgres, again, config.logs, stop);
  trouble.catch(() => undefined);
  undo.push(async () => {
    await trouble.catch(() => undefined);
    await postgres.stop();
  });
  const hasOfficers = await setUp.tables(postgres.port);
  return { urls: embeddedUrls(postgres.port, secrets), hasOfficers, trouble };
}

const programOf = (name: ProcessName): string => join(__dirname, `../../${name}/main.js`);

function startChildren(
  config: Config,
  compartment: (name: ProcessName) => readonly string[],
  undo: Undo,
): { child: Child; name: ProcessName; logFile: string }[] {
  const children = PROCESSES.map((name) => {
    const logFile = join(config.home, 'logs', `${name}.log`);
    const node = [process.execPath, '--require', join(__dirname, 'guard.js'), ...NODE_OPTIONS[name]];
    const command = [...compartment(name), ...node, programOf(name)];
    const env = { ...surroundings(), [SETTINGS_FILE]: settingsFileOf(config.home, name) };
    return { child: new Child({ name, command, env, logFile, logs: config.logs }), name, logFile };
  });
  undo.push(async () => {
    await Promise.all(children.map(({ child }) => child.stop()));
  });
  for (const { child } of children) child.start();
  return children;
}

type Settings = Record<ProcessName, Record<string, string>>;

/** Certificates that were renewed reach the processes that show them. */
function follow(handed: Handed | undefined, { home, internal }: Config, undo: Undo): void {
  if (handed === undefined) return;
  const look = async (): Promise<void> => {
    for (const trouble of await handed.look()) say(`${trouble}: one that was handed on before serves on.`);
  };
  const timer = setInterval(() => {
    look().catch((error: unknown) =>
      say(`Renewed certificates could not be handed on: ${error instanceof Error ? error.message : ''}`),
    );
  }, internal.lookMs);
  undo.push(() => {
    clearInterval(timer);
    return takeBack(home);
  });
}

/** What stands before the program of each process. @throws Refusal in production, where there are no compartments */
async function compartmentsFor(
  config: Config,
  settings: Settings,
  undo: Undo,
): Promise<(name: ProcessName) => readonly string[]> {
  const configOf = (name: ProcessName): Config => loadConfig(settings[name]);
  const compartments = await openCompartments(config, {
    config: configOf,
    settings: (name) => settings[name],
    program: programOf,
  });
  if (compartments.kind === 'made') {
    for (const lack of [...compartments.awaited, ...compartments.lacks]) say(lack);
    follow(compartments.handed, config, undo);
    return compartments.command;
  }
  if (config.production) throw new Refusal(compartments.sentence);
  say(compartments.sentence);
  return () => [];
}

async function serve(config: Config, stop: AbortSignal, undo: Undo): Promise<void> {
  const { session } = await openHome(config.home);
  await takeHome(config, undo);
  const setUp = new SetUp();
  undo.push(() => setUp.end());
  const left = config.database.ownerUrl === undefined && (await runningPort(config.home)) !== undefined;
  if (left) say('The last start was killed: waiting for what it left behind.');
  const wanted = listenersOf(config);
  const patience = left ? DRAIN_MS : MOMENT_MS;
  const listeners = {
    worker: await settlePort(wanted.worker, patience),
    workspace: await settlePort(wanted.workspace, patience),
    issuer: await settlePort(wanted.issuer, patience),
    intake: await settlePort(wanted.intake, patience),
  };
  const { urls, hasOfficers, trouble } = await takeDatabase(config, setUp, undo, stop);
  if (isStopped(stop)) return;
  const settings = settingsOfAll({
    ...{ config, urls, listeners },
    sessionSecret: config.workspace.sessionSecret ?? session,
    internalSecret: config.internal.secret ?? randomBytes(32).toString('base64url'),
  });
  if (hasOfficers) setUp.end();
  const children = startChildren(config, await compartmentsFor(config, settings, undo), undo);
  const ready = await Promise.race([
    trouble,
    Promise.all(
      children.map(({ child, name, logFile }) => untilReady(child, listeners[name], logFile, stop)),
    ),
  ]);
  if (isStopped(stop)) return;
  for (const sentence of ready ?? []) if (sentence !== undefined) say(sentence);
  // The settings as the workspace has them: with the ports that were found free.
  const settled = loadConfig(settings.workspace);
  const isFirst = config.database.ownerUrl === undefined && !hasOfficers;
  const sample = isFirst ? await setUp.firstRun(settings.workspace, urls.owner) : undefined;
  setUp.end();
  announce(settled, sample);
  await Promise.race([trouble, new Promise((resolve) => stop.addEventListener('abort', resolve))]);
}

/** Runs the whole of Lintel until it is told to stop; then lets everything drain and stops it in order. */
export async function start(config: Config): Promise<void> {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (!controller.signal.aborted) say('Stopping...');
      controller.abort();
    });
  }
  const undo: Undo = [];
  try {
    await serve(config, controller.signal, undo);
  } finally {
    controller.abort();
    for (const step of undo.reverse()) await step();
  }
  say('Stopped.');
}
