import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createWorker } from '../../src/apps/worker/app';
import { PlatformModule } from '../../src/apps/platform.module';
import { loadConfig, type Config } from '../../src/config';
import { ReviewModule } from '../../src/features/evidence';
import { CoachModule, SentFootageModule } from '../../src/features/footage';
import { IdentityModule } from '../../src/features/identity';
import { QuarantineModule } from '../../src/features/malware';
import { SentSealsModule } from '../../src/features/seals';
import { InvestigationsModule } from '../../src/features/investigations';
import { InvitationsModule } from '../../src/features/invitations';
import { SubmissionsModule } from '../../src/features/submissions';
import { openIncomingStore, type IncomingStore } from '../../src/platform/object-store';
import { createLogger } from '../../src/platform/observability';
import type { HttpApp } from '../../src/platform/http';
import { createTestDatabase, type TestDatabase } from './database';

/** What it holds is given when it is made. */
@Module({})
class SideModule {}

/** The features of both sides with their own database roles, and the worker, without any page. */
export interface Service {
  readonly config: Config;
  readonly database: TestDatabase;
  readonly incoming: IncomingStore;
  /** As lintel_intake. */
  readonly hers: INestApplicationContext;
  /** As lintel_workspace. */
  readonly theirs: INestApplicationContext;
  startWorker(): Promise<HttpApp>;
  stop(): Promise<void>;
}

const logger = createLogger({
  process: 'test',
  level: loadConfig({ LOG_LEVEL: 'silent', ...process.env }).logLevel,
});

export async function startService(env: Record<string, string> = {}): Promise<Service> {
  const home = await mkdtemp(join(tmpdir(), 'lintel-service-'));
  const database = await createTestDatabase();
  const config = loadConfig({
    NODE_ENV: 'test',
    LINTEL_HOME: home,
    WORKER_HEALTH_PORT: '0',
    CUSTODY_SEQUENCE_MS: '50',
    ...env,
  });
  const context = (databaseUrl: string, imports: (typeof ReviewModule)[]): Promise<INestApplicationContext> =>
    NestFactory.createApplicationContext(
      {
        module: SideModule,
        imports: [PlatformModule.forRoot({ config, databaseUrl, logger }), ...imports],
      },
      { logger: false, abortOnError: false },
    );
  const hers = await context(database.urls.intake, [SubmissionsModule, CoachModule]);
  const theirs = await context(database.urls.workspace, [
    IdentityModule,
    InvestigationsModule,
    InvitationsModule,
    QuarantineModule,
    ReviewModule,
    SentFootageModule,
    SentSealsModule,
  ]);
  const workers: HttpApp[] = [];
  return {
    config,
    database,
    incoming: await openIncomingStore(config.objects),
    hers,
    theirs,
    startWorker: async () => {
      const worker = await createWorker({ config, databaseUrl: database.urls.worker, logger });
      workers.push(worker);
      return worker;
    },
    stop: async () => {
      for (const worker of workers) await worker.close();
      await hers.close();
      await theirs.close();
      await database.drop();
      await rm(home, { recursive: true, force: true });
    },
  };
}
