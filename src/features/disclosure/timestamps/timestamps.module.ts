import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { EvidenceStore } from '../../../platform/object-store';
import type { TimeStampAuthority } from './authority';
import { TimestampsRepository } from './timestamps.repository';
import { AUTHORITY, STAMPS_STORE, TimestampsService } from './timestamps.service';
import { CustodyTimestampEntity } from './timestamp.entity';

const entities = TypeOrmModule.forFeature([CustodyTimestampEntity]);

/** The worker's: only it may write to the evidence store. */
@Module({})
export class TimestampsModule {
  static with(evidence: EvidenceStore, authority: TimeStampAuthority | undefined): DynamicModule {
    return {
      module: TimestampsModule,
      imports: [entities],
      providers: [
        { provide: STAMPS_STORE, useValue: evidence },
        { provide: AUTHORITY, useValue: authority },
        TimestampsRepository,
        TimestampsService,
      ],
      exports: [TimestampsService],
    };
  }
}
