import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Refusals } from '../../../../features/identity';
import type { Logger } from '../../../../platform/observability';
import { LOGGER } from '../../../platform.module';

const EVERY_MS = 60_000;

/** Puts into the log how many refusals there were, once a run of them is over. */
@Injectable()
export class RefusalWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly refusals: Refusals,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running = this.refusals.logRuns().catch((error: unknown) => {
        this.logger.warn({ err: error }, 'runs of refused sign-ins wait to be logged');
      });
    }, EVERY_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }
}
