import { execFile, fork, type ChildProcess, type ExecFileOptions } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NODE_OPTIONS } from '../../../src/apps/cli/start/node-options';
import { loadConfig, settingsOf, surroundings, type Config, type ProcessName } from '../../../src/config';
import { createTestDatabase, type TestUrls } from '../../support/database';
import { freePort } from '../../support/port';
import { Looker } from './looker';
import { SHORTER_LOCK } from './runs';

/** The program under test: `bin/` and `dist/` are below it. */
export const PROGRAM = join(__dirname, '../../..');
const NAMES: readonly ProcessName[] = ['worker', 'workspace', 'intake'];

/** Where the plant's data is kept, and how to end it. */
export interface PlantDatabase {
  readonly urls: TestUrls;
  drop(): Promise<void>;
}

export type Settings = Readonly<Record<string, string>>;

function outcomeOf(
  program: string,
  args: readonly string[],
  options: ExecFileOptions,
): Promise<{ code: number; text: string }> {
  return new Promise((resolve) => {
    execFile(program, args, { ...options, encoding: 'utf8' }, (error, out, err) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ code, text: `${out}${err}` });
    });
  });
}

/** One Lintel of the built processes (the issuer where a suite starts it), which can be killed one by one, at chosen moments. */
export class Plant {
  private readonly running = new Map<string, ChildProcess>();
  private readonly beside = new Map<string, number>();
  private readonly looker = new Looker(() => this.urls.admin);

  private constructor(
    readonly home: string,
    readonly ports: Readonly<Record<ProcessName, number>>,
    private readonly database: PlantDatabase,
    private readonly settings: Settings,
  ) {}

  /** Its folders are there, and nothing runs yet. */
  static async prepare(settings: Settings = {}, database?: PlantDatabase): Promise<Plant> {
    const home = await mkdtemp(join(tmpdir(), 'lintel-faults-'));
    await mkdir(join(home, 'hooks'));
    await mkdir(join(home, 'objects/incoming'), { recursive: true, mode: 0o700 });
    const ports = {
      ...{ intake: await freePort(), workspace: await freePort(), worker: await freePort() },
      issuer: await freePort(),
    };
    return new Plant(home, ports, database ?? (await createTestDatabase()), settings);
  }

  static async open(settings: Settings = {}, database?: PlantDatabase): Promise<Plant> {
    const plant = await Plant.prepare(settings, database);
    try {
      await plant.startAll();
      return plant;
    } catch (error) {
      await plant.close();
      throw error;
    }
  }

  get intake(): string {
    return `http://127.0.0.1:${this.ports.intake}`;
  }

  get workspace(): string {
    return `http://127.0.0.1:${this.ports.workspace}`;
  }

  get worker(): string {
    return `http://127.0.0.1:${this.ports.worker}`;
  }

  get urls(): TestUrls {
    return this.database.urls;
  }

  /** A draft is where it lies now: what has arrived whole is taken out of `incoming`. */
  objects(area: 'incoming' | 'arrived' | 'evidence', ...path: string[]): string {
    const arrived = join(this.home, 'objects/arrived', ...path);
    if (area === 'incoming' && path.length > 0 && existsSync(arrived)) return arrived;
    return join(this.home, 'objects', area, ...path);
  }

  async startAll(): Promise<void> {
    const started = await Promise.allSettled(NAMES.map((name) => this.start(name)));
    for (const one of started) if (one.status === 'rejected') throw one.reason;
  }

  /** Where a process beside the first of its kind listens. */
  address(alias: string): string {
    return `http://127.0.0.1:${this.beside.get(alias) ?? 0}`;
  }

  /** Starts a process and waits until it answers. `alias`: another one beside the first. `program`: where its version lies. */
  async start(
    name: ProcessName,
    alias: string = name,
    settings: Settings = {},
    program: string = PROGRAM,
  ): Promise<void> {
    const apps = join(program, 'dist/src/apps');
    const ports = alias === name ? this.ports : { ...this.ports, [name]: await freePort() };
    this.beside.set(alias, ports[name]);
    const log = openSync(this.logFile(name), 'a');
    const hooks = join(this.home, 'hooks');
    const guard = join(apps, 'cli/start/guard.js');
    const child = fork(join(apps, name, 'main.js'), [], {
      env: {
        ...surroundings(this.around()),
        ...settingsOf(name, { ...this.environment(ports), ...settings }, this.around()),
        LINTEL_TEST_HOOKS: hooks,
      },
      execArgv: [...NODE_OPTIONS[name], '--require', guard, '--require', join(__dirname, 'hooks.cjs')],
      stdio: ['ignore', log, log, 'ipc'],
    });
    closeSync(log);
    // Whatever goes wrong, a process of a plant does not keep the tests from ending.
    child.unref();
    child.channel?.unref();
    this.running.set(alias, child);
    const listening = new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('exit', (code, signal) => {
        this.running.delete(alias);
        reject(new Error(`${name} ended (${signal ?? code ?? ''}): ${this.log(name).slice(-2_000)}`));
      });
    });
    await listening;
  }

  pid(alias: string): number {
    return this.child(alias).pid ?? 0;
  }

  /** How long each process has been ready to run, and the machine had no processor for it: seconds since it began. */
  waited(): ReadonlyMap<string, number> {
    const secondsOf = (pid: number): number => {
      const file = `/proc/${pid}/schedstat`;
      return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[1]) / 1e9 : 0;
    };
    return new Map([...this.running].map(([alias, { pid = 0 }]) => [alias, secondsOf(pid)]));
  }

  isRunning(alias: string): boolean {
    return this.running.has(alias);
  }

  /** kill -9 */
  async kill(alias: string): Promise<void> {
    const gone = this.gone(alias);
    this.child(alias).kill('SIGKILL');
    await gone;
  }

  async stop(alias: string): Promise<void> {
    const gone = this.gone(alias);
    this.child(alias).kill('SIGTERM');
    await gone;
  }

  /** kill -9 and a new start at once. */
  async bounce(name: ProcessName): Promise<void> {
    await this.kill(name);
    await this.start(name);
  }

  /** When the process has ended, whoever ended it. */
  gone(alias: string): Promise<void> {
    const child = this.child(alias);
    return new Promise((resolve) => child.once('exit', () => resolve()));
  }

  /** The next process that comes to this point of its work dies there. */
  arm(point: string): void {
    writeFileSync(this.armed, point);
  }

  /** Whether the armed point has not been reached. */
  get isArmed(): boolean {
    return existsSync(this.armed);
  }

  /** All processes' clocks are off by `ms`. */
  setClock(ms: number): void {
    const file = join(this.home, 'hooks/clock');
    if (ms === 0) rmSync(file, { force: true });
    else writeFileSync(file, String(ms));
  }

  log(name: ProcessName): string {
    return existsSync(this.logFile(name)) ? readFileSync(this.logFile(name), 'utf8') : '';
  }

  /** Asks the database as a superuser: to look, not to change. */
  rows<T>(sql: string, values: unknown[] = []): Promise<T[]> {
    return this.looker.rows<T>(sql, values);
  }

  /** As the operator's commands have it, for what a test does of their work without a process of its own. */
  get config(): Config {
    return loadConfig(this.operators());
  }

  /** A command of the operator's, on this plant. */
  run(...args: string[]): Promise<{ code: number; text: string }> {
    return this.runOf(PROGRAM, ...args);
  }

  /** The same, of another version of the program. */
  runOf(program: string, ...args: string[]): Promise<{ code: number; text: string }> {
    return outcomeOf(process.execPath, [join(program, 'bin/lintel.mjs'), ...args], { env: this.operators() });
  }

  /** Lines as a document has them for the operator: they name the program by `bin/lintel.mjs`, and folders of their own by variables. */
  type(lines: string, variables: Settings = {}): Promise<{ code: number; text: string }> {
    const env = { ...this.operators(), ...variables };
    return outcomeOf('bash', ['-euc', lines], { cwd: PROGRAM, env });
  }

  async metric(name: string): Promise<number | undefined> {
    const text = await (await fetch(`${this.worker}/metrics`)).text();
    const value = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1];
    return value === undefined ? undefined : Number(value);
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.running.keys()].map((alias) => this.stop(alias)));
    await this.looker.leave();
  }

  async close(): Promise<void> {
    await this.stopAll();
    await this.database.drop();
    await rm(this.home, { recursive: true, force: true });
  }

  private operators(): NodeJS.ProcessEnv {
    const { owner, intake, workspace, worker } = this.urls;
    return {
      ...this.around(),
      ...this.environment(this.ports),
      DATABASE_URL: owner,
      INTAKE_DATABASE_URL: intake,
      WORKSPACE_DATABASE_URL: workspace,
      WORKER_DATABASE_URL: worker,
    };
  }

  private get armed(): string {
    return join(this.home, 'hooks/armed');
  }

  private logFile(name: ProcessName): string {
    return join(this.home, `${name}.log`);
  }

  private child(alias: string): ChildProcess {
    const child = this.running.get(alias);
    if (child === undefined) throw new Error(`${alias} does not run`);
    return child;
  }

  private around(): NodeJS.ProcessEnv {
    const { PATH, HOME, TMPDIR } = process.env;
    return { PATH, HOME, ...(TMPDIR !== undefined && { TMPDIR }) };
  }

  private environment(ports: Readonly<Record<ProcessName, number>>): Record<string, string> {
    return {
      NODE_ENV: 'test',
      LOG_LEVEL: 'info',
      LINTEL_HOME: this.home,
      LIMIT_FREE_BYTES: '1',
      // All of these people are at one address, and some of them never pause.
      LIMIT_ADDRESS_POSTS: '1000000',
      INTAKE_PORT: String(ports.intake),
      WORKSPACE_PORT: String(ports.workspace),
      WORKER_HEALTH_PORT: String(ports.worker),
      INTERNAL_PORT: String(ports.issuer),
      INTERNAL_SECRET: 'what intake shows the issuer, long enough',
      INTAKE_DATABASE_URL: this.urls.intake,
      WORKSPACE_DATABASE_URL: this.urls.workspace,
      WORKER_DATABASE_URL: this.urls.worker,
      WORKSPACE_SESSION_SECRET: 'a secret of the faults suite, long enough',
      ...SHORTER_LOCK,
      ...this.settings,
    };
  }
}
