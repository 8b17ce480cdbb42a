import { Module, type DynamicModule } from '@nestjs/common';
import { LogWatch, type WatchParts } from './log-watch';
import { Database } from '../../platform/database';
import { WitnessingService } from '../witnesses';

/** The worker's. */
@Module({})
export class LogWatchModule {
  static with(parts: Omit<WatchParts, 'database' | 'outside'>, witnessing: DynamicModule): DynamicModule {
    return {
      module: LogWatchModule,
      imports: [witnessing],
      providers: [
        {
          provide: LogWatch,
          useFactory: (database: Database, outside: WitnessingService) =>
            new LogWatch({ ...parts, database, outside }),
          inject: [Database, WitnessingService],
        },
      ],
      exports: [LogWatch],
    };
  }
}
