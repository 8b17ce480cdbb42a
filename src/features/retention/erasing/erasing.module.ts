import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OutcomesRepository } from '../outcomes.repository';
import { DueDatesService } from './due-dates.service';
import { ErasureRepository } from './erasure.repository';
import { ERASING, ErasureService, type Erasing } from './erasure.service';
import { ForgettingService } from './forgetting.service';
import { Standing } from './standing';
import { DisposalEntity } from '../disposal.entity';
import { InvestigationOutcomeEntity, RetentionDueEntity } from '../outcome.entity';
import { RetentionHoldEntity, RetentionReviewEntity } from '../hold.entity';

const entities = TypeOrmModule.forFeature([
  DisposalEntity,
  InvestigationOutcomeEntity,
  RetentionDueEntity,
  RetentionHoldEntity,
  RetentionReviewEntity,
]);

/** The worker's: the only place that holds a way to remove evidence. */
@Module({})
export class ErasingModule {
  static with(objects: Erasing): DynamicModule {
    return {
      module: ErasingModule,
      imports: [entities],
      providers: [
        { provide: ERASING, useValue: objects },
        OutcomesRepository,
        ErasureRepository,
        Standing,
        ErasureService,
        DueDatesService,
        ForgettingService,
      ],
      exports: [ErasureService, DueDatesService, ForgettingService],
    };
  }
}
