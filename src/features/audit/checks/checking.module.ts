import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { EvidenceStore } from '../../../platform/object-store';
import { CheckingService, HELD_STORE, TRUSTED_KEYS } from './checking.service';
import { ChecksRepository } from './checks.repository';
import { LogCheckEntity } from './log-check.entity';

const entities = TypeOrmModule.forFeature([LogCheckEntity]);

/** The worker's. */
@Module({})
export class CheckingModule {
  static with(keys: readonly string[], evidence: EvidenceStore): DynamicModule {
    return {
      module: CheckingModule,
      imports: [entities],
      providers: [
        { provide: TRUSTED_KEYS, useValue: keys },
        { provide: HELD_STORE, useValue: evidence },
        ChecksRepository,
        CheckingService,
      ],
      exports: [CheckingService],
    };
  }
}
