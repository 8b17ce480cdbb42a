import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { loadConfig, type Config } from '../../../../src/config';
import { createIntake } from '../../../../src/apps/intake/app';
import type { Language } from '../../../../src/apps/intake/texts/language';
import { createLogger } from '../../../../src/platform/observability';
import { createTestDatabase, type TestDatabase } from '../../../support/database';
import { onceInRun } from '../../../support/once';
import { officerSide, type OfficerSide } from './officer';

const APP = join(__dirname, '../../../../src/apps/intake');

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}

/** What the build makes of the page's scripts: a folder that the whole run shares. */
export const intakeScripts = (): Promise<string> =>
  onceInRun('intake-scripts', async (outdir) => {
    await build({
      entryPoints: ['exit.ts', 'film.ts', 'recipient.ts', 'upload.ts', 'writing.ts', 'hash-worker.ts'].map(
        (name) => join(APP, 'browser', name),
      ),
      outdir,
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      target: 'es2022',
      logLevel: 'warning',
    });
    const verifier = join(APP, '../../verifier');
    await build({
      entryPoints: [join(verifier, 'browser/check-receipt.ts')],
      outdir,
      bundle: true,
      format: 'iife',
      platform: 'browser',
      target: 'es2022',
      alias: { 'node:crypto': join(verifier, 'portable/crypto.ts') },
      inject: [join(verifier, 'portable/buffer-global.ts')],
      logLevel: 'warning',
    });
  });

export interface Running {
  close(): Promise<void>;
}

export interface StartOptions {
  readonly config: Config;
  readonly env: Record<string, string>;
  readonly home: string;
  readonly log: (line: string) => void;
}

export type Starter = (options: StartOptions) => Promise<Running>;

/** The application in this process; beside English it speaks `languages`. */
export const inThisProcess =
  (languages: readonly Language[] = []): Starter =>
  async ({ config, log }) => {
    const http = await createIntake({
      config,
      databaseUrl: config.database.intakeUrl ?? '',
      logger: createLogger({ process: 'intake', level: 'debug' }, { write: log }),
      scriptsFolder: await intakeScripts(),
      languages,
    });
    await http.app.listen(config.intake.port, config.intake.host);
    return http;
  };

/** The real intake application over HTTP, on a real database and file system. */
export class IntakeWorld {
  readonly logLines: string[] = [];
  private running: Running | undefined;

  private constructor(
    private readonly settings: Record<string, string>,
    private readonly starter: Starter,
    readonly database: TestDatabase,
    readonly config: Config,
    readonly officer: OfficerSide,
    readonly home: string,
  ) {}

  /** @param given environment variables over the defaults @param starter the application, or the built program */
  static async open(
    given: Record<string, string> = {},
    starter: Starter = inThisProcess(),
  ): Promise<IntakeWorld> {
    const database = await createTestDatabase();
    const home = await mkdtemp(join(tmpdir(), 'lintel-intake-'));
    const settings = {
      NODE_ENV: 'test',
      LINTEL_HOME: home,
      INTAKE_PORT: String(await freePort()),
      INTAKE_DATABASE_URL: database.urls.intake,
      LIMIT_FREE_BYTES: '1',
      LOG_LEVEL: 'debug',
      ...given,
    };
    const config = loadConfig(settings);
    const world = new IntakeWorld(
      settings,
      starter,
      database,
      config,
      await officerSide(config, database.urls.workspace),
      home,
    );
    await world.start();
    return world;
  }

  get base(): string {
    return this.config.intake.publicUrl;
  }

  get log(): string {
    return this.logLines.join('');
  }

  async start(): Promise<void> {
    const log = (line: string): void => void this.logLines.push(line);
    this.running = await this.starter({ config: this.config, env: this.settings, home: this.home, log });
  }

  async stop(): Promise<void> {
    await this.running?.close();
    this.running = undefined;
  }

  async close(): Promise<void> {
    await this.stop();
    await this.officer.close();
    await this.database.drop();
    await rm(this.home, { recursive: true, force: true });
  }
}
