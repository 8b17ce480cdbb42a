import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { loadConfig, type Config } from '../../../../src/config';
import { createIntake } from '../../../../src/apps/intake/app';
import { createLogger } from '../../../../src/platform/observability';
import { createTestDatabase, type TestDatabase } from '../../../support/database';
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

/** What the build makes of the page's scripts, in a folder of the test. */
async function bundleScripts(outdir: string): Promise<void> {
  await build({
    entryPoints: ['page.ts', 'upload.ts', 'hash-worker.ts'].map((name) => join(APP, 'browser', name)),
    outdir,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    logLevel: 'warning',
  });
}

/** The real intake application over HTTP, on a real database and file system. */
export class IntakeWorld {
  readonly logLines: string[] = [];
  private running: { close(): Promise<void> } | undefined;

  private constructor(
    readonly database: TestDatabase,
    readonly config: Config,
    readonly officer: OfficerSide,
    readonly home: string,
  ) {}

  /** @param settings environment variables over the defaults */
  static async open(settings: Record<string, string> = {}): Promise<IntakeWorld> {
    const database = await createTestDatabase();
    const home = await mkdtemp(join(tmpdir(), 'lintel-intake-'));
    await bundleScripts(join(home, 'scripts'));
    const config = loadConfig({
      NODE_ENV: 'test',
      LINTEL_HOME: home,
      INTAKE_PORT: String(await freePort()),
      LIMIT_FREE_BYTES: '1',
      ...settings,
    });
    const world = new IntakeWorld(database, config, await officerSide(config, database.urls.workspace), home);
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
    const sink = { write: (line: string) => void this.logLines.push(line) };
    const http = await createIntake({
      config: this.config,
      databaseUrl: this.database.urls.intake,
      logger: createLogger({ process: 'intake', level: 'debug' }, sink),
      scriptsFolder: join(this.home, 'scripts'),
    });
    await http.app.listen(this.config.intake.port, this.config.intake.host);
    this.running = http;
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
