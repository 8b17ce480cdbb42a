import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG, type Config } from '../config';
import { CUSTODY_ENTITIES, CustodyLog } from '../custody';
import { CLOCK, type Clock, systemClock } from '../kernel/clock';
import { DatabaseModule } from '../platform/database';
import type { Logger } from '../platform/observability';
import { Outbox, OutboxEntity } from '../platform/queue';

/** Injection token of the Logger. */
export const LOGGER = Symbol('Logger');

export interface PlatformChoices {
  readonly config: Config;
  /** Which role the process has in PostgreSQL follows from it. */
  readonly databaseUrl: string;
  readonly logger: Logger;
  /** Default: the system's. */
  readonly clock?: Clock;
  /** To the database, at most; default: DATABASE_POOL_SIZE. */
  readonly connections?: number;
  /** Work waits for PostgreSQL as long as it takes; people do not. */
  readonly isWork?: boolean;
}

/** What every process gives its features: the database by its own role, the custody log, the outbox, clock and settings. */
@Module({})
export class PlatformModule {
  static forRoot({
    config,
    databaseUrl,
    logger,
    clock = systemClock,
    connections = config.database.poolSize,
    isWork = false,
  }: PlatformChoices): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      imports: [
        DatabaseModule.forRoot({
          url: databaseUrl,
          poolSize: connections,
          answerMs: isWork ? undefined : config.database.answerMs,
          turns: config.fairness.turns(connections),
        }),
        TypeOrmModule.forFeature([...CUSTODY_ENTITIES, OutboxEntity]),
      ],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: LOGGER, useValue: logger },
        { provide: CLOCK, useValue: clock },
        { provide: CustodyLog, useFactory: () => new CustodyLog(clock) },
        Outbox,
      ],
      exports: [CONFIG, LOGGER, CLOCK, DatabaseModule, CustodyLog, Outbox],
    };
  }
}
