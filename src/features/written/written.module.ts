import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { EvidenceStore } from '../../platform/object-store';
import { InvestigationsModule } from '../investigations';
import { LockRepository } from './lock.repository';
import { WRITTEN_STORE, WrittenLockService } from './lock.service';
import { WrittenItemEntity } from './written.entity';
import { WrittenRepository } from './written.repository';
import { WrittenService } from './written.service';

const entities = TypeOrmModule.forFeature([WrittenItemEntity]);

/** The officers' side. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [WrittenService, WrittenRepository],
  exports: [WrittenService],
})
export class WrittenModule {}

/** The worker's side. */
@Module({})
export class WrittenLockModule {
  static with(evidence: EvidenceStore): DynamicModule {
    return {
      module: WrittenLockModule,
      imports: [entities],
      providers: [{ provide: WRITTEN_STORE, useValue: evidence }, LockRepository, WrittenLockService],
      exports: [WrittenLockService],
    };
  }
}
