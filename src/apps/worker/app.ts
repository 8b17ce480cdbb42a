import { Module } from '@nestjs/common';
import type { Config } from '../../config';
import { CustodyLog, HeadMemory, loadSigners, refuseUnknownKeys } from '../../custody';
import { CheckingModule, CheckingService } from '../../features/audit';
import {
  FixityService,
  PromotionService,
  TakeInService,
  ProcessingModule,
  RenderingService,
  StillMakingModule,
  StillMakingService,
  TroubleService,
  VerificationService,
} from '../../features/evidence';
import {
  BundleReadings,
  SafeCopiesModule,
  SafeCopiesService,
  SealModule,
  SealService,
  TimeStampAuthority,
  TimestampsModule,
  TimestampsService,
} from '../../features/disclosure';
import { DoorbellCopyService } from '../../features/footage';
import { judgementsUndone } from '../../features/identity';
import { LogWatchModule } from '../../features/log-watch';
import { ReceiptProofsModule } from '../../features/receipts';
import {
  CompilationMakingService,
  LookingService,
  RedactionMakingModule,
  RedactionMakingService,
} from '../../features/redaction';
import { ErasingModule } from '../../features/retention';
import { DeliveryModule, DeliveryService } from '../../features/messages';
import { ProposingService, WordsMakingModule } from '../../features/transcripts';
import { WrittenLockModule, WrittenLockService } from '../../features/written';
import { witnessesOf, WitnessingModule } from '../../features/witnesses';
import { systemClock } from '../../kernel/clock';
import { Database } from '../../platform/database';
import { createHttpApp, type HttpApp } from '../../platform/http';
import { openScanner } from '../../platform/malware';
import { MediaTool, WordProgram } from '../../platform/media';
import { openMessageDriver } from '../../platform/messages';
import { ObjectDigests } from '../../platform/digest-threads';
import { openEvidenceEraser, openEvidenceStore, openIncomingStore } from '../../platform/object-store';
import { createRegistry, type Logger } from '../../platform/observability';
import { openQueues } from '../../platform/queue';
import { refuseWhileAway, ServiceHealth } from '../../platform/services';
import { tagFiles, verifyArchive } from '../../verifier';
import { PlatformModule } from '../platform.module';
import { Gauges } from './gauges';
import { handlers, JOBS } from './jobs';
import { startLoops } from './loops';
import { REGISTRY, MetricsController } from './metrics.controller';
import { watchServices } from './needs';
import { refuseWithoutScanner } from './scanning';
import { Sequencing } from './sequencing';
import { Watching } from './watching';

export interface WorkerChoices {
  readonly config: Config;
  /** As lintel_worker. */
  readonly databaseUrl: string;
  readonly logger: Logger;
}

/** What it holds depends on the stores and tools that are found at start. */
@Module({})
class WorkerModule {}

/** The worker: relay, jobs, sequencer, publisher and sweeper behind one health port. Many may run side by side. */
export async function createWorker({ config, databaseUrl, logger }: WorkerChoices): Promise<HttpApp> {
  const media = await checkedMedia(config, logger);
  const scanner = openScanner(config.malware);
  refuseWithoutScanner(config);
  const incoming = await openIncomingStore(config.objects);
  const evidence = await openEvidenceStore(config.objects);
  const eraser = await openEvidenceEraser(config.objects);
  const authority = await TimeStampAuthority.from(config.timestamps, systemClock);
  const signers = await loadSigners(config.custody.origin, {
    files: config.custody.keyFiles,
    folder: config.custody.keyFolder,
  });
  const timestamps = TimestampsModule.with(evidence, authority);
  const witnessing = WitnessingModule.with(witnessesOf(config.custody));
  const watching = LogWatchModule.with(
    {
      heads: new HeadMemory(config.custody.headsFolder, 'worker'),
      store: evidence,
      keys: signers,
      onForgotten: onlyOnce((err) =>
        logger.error({ err }, 'the newest head of the log is not kept on the disk'),
      ),
    },
    witnessing,
  );
  const registry = createRegistry('worker');
  const health = new ServiceHealth(logger);
  const http = await createHttpApp(
    {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot({ config, databaseUrl, logger, isWork: true }),
        ProcessingModule.with({ media, incoming, evidence, scanner, witnessing }),
        StillMakingModule.with({ media, evidence }),
        timestamps,
        witnessing,
        DeliveryModule.with(openMessageDriver(config.messages, systemClock)),
        watching,
        CheckingModule.with(watching),
        SafeCopiesModule.with({ media, evidence }),
        RedactionMakingModule.with({ media, evidence }),
        WordsMakingModule.with({ program: new WordProgram(config.media, config.words), evidence }),
        ReceiptProofsModule.with(timestamps),
        WrittenLockModule.with(evidence),
        ErasingModule.with({ eraser, store: evidence }),
        SealModule.with({
          ...{ evidence, signers, timestamps, witnessing, watching },
          tagFiles: (summary, custody, times) => tagFiles(summary, custody, undefined, times),
          verify: verifyArchive,
          digests: new ObjectDigests(evidence),
        }),
      ],
      controllers: [MetricsController],
      providers: [{ provide: REGISTRY, useValue: registry }],
    },
    {
      logger,
      publicUrl: `http://${config.worker.host}:${config.worker.healthPort}`,
      trustedProxies: [],
      ready: async () => {
        await refuseWhileAway(health);
        // Work goes on without it, and is scanned later: but where it is required that is not called ready.
        if (config.malware.required) await scanner.check();
      },
    },
  );
  const { app } = http;
  const database = app.get(Database);
  await database.transaction((tx) => refuseUnknownKeys(tx, signers));
  const queues = await openQueues({
    jobs: JOBS,
    redisUrl: config.redisUrl,
    workerDatabaseUrl: databaseUrl,
    database,
    logger,
    concurrency: config.worker.concurrency,
    lockMs: config.worker.lockSeconds * 1_000,
    relay: { overdueSeconds: config.worker.overdueSeconds, places: config.worker.linkJobs },
    health,
    longestWaitMs: config.worker.longestWaitSeconds * 1_000,
    stuckMs: config.worker.stuckSeconds * 1_000,
  });
  watchServices(health, { database, queues, incoming, evidence, worker: config.worker });
  const sequencing = new Sequencing(database, evidence, signers, config.custody);
  await sequencing.resume();
  const watch = new Watching(app, logger);
  const stopping = new AbortController();
  const gauges = new Gauges(
    registry,
    queues,
    health,
    () => pendingRecords(database),
    (kind) => troubledItems(database, kind),
    () => watch.standing(),
    () => database.transaction(judgementsUndone),
  );
  await queues.startWorkers(
    handlers({
      verification: app.get(VerificationService),
      promotion: app.get(PromotionService),
      additions: app.get(TakeInService),
      fixity: app.get(FixityService),
      checking: app.get(CheckingService),
      rendering: app.get(RenderingService),
      trouble: app.get(TroubleService),
      doorbellCopy: app.get(DoorbellCopyService),
      stills: app.get(StillMakingService),
      seal: app.get(SealService),
      timestamps: app.get(TimestampsService),
      copies: app.get(SafeCopiesService),
      redactions: app.get(RedactionMakingService),
      compilations: app.get(CompilationMakingService),
      faces: app.get(LookingService),
      words: app.get(ProposingService),
      delivery: app.get(DeliveryService),
      written: app.get(WrittenLockService),
    }),
  );
  queues.startRelay();
  const loops = startLoops({
    app,
    config,
    databaseUrl,
    logger,
    sequencing,
    watch,
    gauges,
    bundles: new BundleReadings({ database, evidence, custody: app.get(CustodyLog), config }),
    signal: stopping.signal,
  });
  return {
    app,
    close: async () => {
      stopping.abort();
      await queues.close();
      health.close();
      await Promise.all(loops.map((loop) => loop.stop()));
      await http.close();
    },
  };
}

/** What fails every few seconds is said once. */
function onlyOnce(tell: (error: unknown) => void): (error: unknown) => void {
  let told = false;
  return (error) => {
    if (!told) tell(error);
    told = true;
  };
}

async function checkedMedia(config: Config, logger: Logger): Promise<MediaTool> {
  const media = new MediaTool(config.media);
  const { problems, warnings } = await media.check();
  for (const warning of warnings) logger.warn(warning);
  if (problems.length > 0) throw new Error(problems.join(' '));
  return media;
}

const troubledItems = async (database: Database, kind: string): Promise<number> => {
  const [row] = await database.transaction((tx) =>
    tx.query<{ count: number }>(
      `SELECT ((SELECT count(*) FROM lintel.clip_trouble WHERE kind = $1)
               + (SELECT count(*) FROM lintel.bundle_reading WHERE damaged_since IS NOT NULL AND $1 = 'damaged'))::int AS count`,
      [kind],
    ),
  );
  return row?.count ?? 0;
};

const pendingRecords = async (database: Database): Promise<number> => {
  const [row] = await database.transaction((tx) =>
    tx.query<{ count: number }>('SELECT count(*)::int AS count FROM custody.pending'),
  );
  return row?.count ?? 0;
};
