import type { INestApplication } from '@nestjs/common';
import type { Config } from '../../config';
import {
  ArrivedService,
  FixityService,
  RescanService,
  RESTORE_GUARD,
  SweepService,
  TroubleService,
  type RestoreGuard,
} from '../../features/evidence';
import { TimestampsService, type BundleReadings } from '../../features/disclosure';
import { DeliveryService } from '../../features/messages';
import { ReceiptProofsService } from '../../features/receipts';
import { DueDatesService, ErasureService, ForgettingService } from '../../features/retention';
import { WitnessingService } from '../../features/witnesses';
import { showOut } from '../../platform/database';
import type { Logger } from '../../platform/observability';
import type { Gauges } from './gauges';
import { repeat, type Repeating } from './repeat';
import { scanWhatIsStored } from './scanning';
import type { Sequencing } from './sequencing';
import type { Watching } from './watching';

const PUBLISH_MS = 1_000;
/** How often providers are asked what became of messages. */
const FOLLOW_MS = 60_000;
/** How often it is looked whether a stored file is due to be read again. */
const FIXITY_MS = 60_000;
/** For so long at most what has arrived stays within the reach of intake. */
const TAKE_MS = 500;
/** How often it is looked whether a receipt can be put on record. */
const RECEIPTS_MS = 1_000;
const SWEEP_MS = 15 * 60_000;
/** How often it is looked whom to name no more. */
const FORGET_MS = 3_600_000;
/** How often it is looked whether the force's review groups have changed. */
const DUE_DATES_MS = 24 * 3_600_000;
/** How often it is looked whether a time stamp is due; how often one is due is a setting. */
const STAMP_MS = 60_000;
/** How often it is looked whether one holds up the others. */
const SHOW_OUT_MS = 5_000;

interface Parts {
  readonly app: INestApplication;
  readonly config: Config;
  /** As lintel_worker. */
  readonly databaseUrl: string;
  readonly logger: Logger;
  readonly sequencing: Sequencing;
  readonly watch: Watching;
  readonly gauges: Gauges;
  readonly bundles: BundleReadings;
  readonly signal: AbortSignal;
}

/** What the worker does over and over, beside its jobs. */
export function startLoops({
  app,
  config,
  databaseUrl,
  logger,
  sequencing,
  watch,
  gauges,
  bundles,
  signal,
}: Parts): Repeating[] {
  const guard = app.get<RestoreGuard>(RESTORE_GUARD);
  return [
    repeat('sequencing the custody log', config.custody.sequenceMs, logger, () => sequencing.sequence()),
    repeat('ending what holds up others', SHOW_OUT_MS, logger, async () => {
      const ended = await showOut(databaseUrl);
      if (ended > 0)
        logger.error(
          { ended },
          'connections to the database held up others, or did not end, and were closed',
        );
      return false;
    }),
    repeat('publishing checkpoints', PUBLISH_MS, logger, () => sequencing.publish()),
    repeat('asking for time stamps', STAMP_MS, logger, () => app.get(TimestampsService).keepUp()),
    repeat('showing the log to its witnesses', config.custody.witnessSeconds * 1_000, logger, () =>
      app.get(WitnessingService).keepUp(),
    ),
    repeat('watching the custody log', config.custody.watchSeconds * 1_000, logger, () => watch.look()),
    repeat('checking the custody log', config.custody.checkMinutes * 60_000, logger, () => watch.check()),
    repeat('asking what became of messages', FOLLOW_MS, logger, () => app.get(DeliveryService).followUp()),
    repeat('carrying out disposals', config.retention.checkSeconds * 1_000, logger, async () =>
      (await guard.behind()) === undefined ? app.get(ErasureService).run() : false,
    ),
    repeat('erasing who was asked and gave nothing', FORGET_MS, logger, async () => {
      if ((await guard.behind()) === undefined) await app.get(ForgettingService).run();
      return false;
    }),
    repeat('reckoning when reviews are due', DUE_DATES_MS, logger, async () => {
      await app.get(DueDatesService).refresh();
      return false;
    }),
    repeat('reading what is stored', FIXITY_MS, logger, () =>
      readNext(app.get(FixityService), signal, logger),
    ),
    repeat('reading what was sealed', FIXITY_MS, logger, () => readNextBundle(bundles, signal, logger)),
    ...scanWhatIsStored(config, app.get(RescanService), signal, logger),
    repeat('taking in what has arrived', TAKE_MS, logger, async () => {
      await app.get(ArrivedService).run();
      return false;
    }),
    repeat('proving receipts', RECEIPTS_MS, logger, () => app.get(ReceiptProofsService).run()),
    repeat('the sweep', SWEEP_MS, logger, async () => {
      gauges.erasingHeld((await guard.behind()) !== undefined);
      if (guard.silent.length > 0)
        logger.warn({ witnesses: guard.silent }, 'what these witnesses have seen of the log is not known');
      return sweep(app.get(SweepService), app.get(TroubleService), logger);
    }),
  ];
}

/** `true` when there may be more. */
async function readNext(fixity: FixityService, signal: AbortSignal, logger: Logger): Promise<boolean> {
  if (signal.aborted) return false;
  const checked = await fixity.next(signal);
  if (checked === undefined) return false;
  const { id, damage, badReads } = checked;
  const files = damage.map(({ file }) => file.what);
  if (files.length > 0) logger.fatal({ clip: id, files }, 'stored files are not what was locked');
  if (badReads > 0)
    logger.error({ clip: id, badReads }, 'the store gave wrong bytes, and right ones when asked again');
  return true;
}

/** `true` when there may be more. */
async function readNextBundle(
  bundles: BundleReadings,
  signal: AbortSignal,
  logger: Logger,
): Promise<boolean> {
  if (signal.aborted) return false;
  const checked = await bundles.next(signal);
  if (checked === undefined) return false;
  const { id, damage, badReads } = checked;
  if (damage.length > 0)
    logger.fatal({ bundle: id, files: damage.length }, 'files of a bundle are not what was sealed');
  if (badReads > 0)
    logger.error({ bundle: id, badReads }, 'the store gave wrong bytes, and right ones when asked again');
  return true;
}

async function sweep(sweeper: SweepService, trouble: TroubleService, logger: Logger): Promise<boolean> {
  const report = await sweeper.run();
  if (report === undefined) return false;
  await trouble.setMissing(report.objectsMissing);
  if (report.held !== undefined) {
    logger.fatal(
      report.held,
      'the database is older than the store, or than what a witness has seen: nothing is erased until a person has compared them (lintel restore)',
    );
  }
  if (report.objectsMissing.length > 0) {
    logger.error({ clips: report.objectsMissing }, 'clips whose bytes are not in the store');
  }
  return false;
}
