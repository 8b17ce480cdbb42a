import { type DynamicModule, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import { CustodyLog } from '../custody';
import { CLOCK, type Clock, systemClock } from '../kernel/clock';
import { Database, openDatabase } from '../platform/database';
import type { Logger } from '../platform/observability';
import { Outbox } from '../platform/queue';

/** Injection token of the Logger. */
export const LOGGER = Symbol('Logger');

export interface PlatformChoices {
  readonly config: Config;
  /** Which role the process has in PostgreSQL follows from it. */
  readonly databaseUrl: string;
  readonly logger: Logger;
  /** Default: the system's. */
  readonly clock?: Clock;
}

@Injectable()
class Closing implements OnApplicationShutdown {
  constructor(@Inject(Database) private readonly database: Database) {}

  async onApplicationShutdown(): Promise<void> {
    await this.database.close();
  }
}

/** What every process gives its features: the database by its own role, the custody log, the outbox, clock and settings. */
@Module({})
export class PlatformModule {
  static forRoot({ config, databaseUrl, logger, clock = systemClock }: PlatformChoices): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: logger },
        { provide: CLOCK, useValue: clock },
        { provide: Database, useFactory: () => openDatabase(databaseUrl, config.database.poolSize) },
        { provide: CustodyLog, useFactory: () => new CustodyLog(clock) },
        Outbox,
        Closing,
      ],
      exports: [CONFIG, LOGGER, CLOCK, Database, CustodyLog, Outbox],
    };
  }
}
