import { Module, type DynamicModule } from '@nestjs/common';
import { OutcomesRepository } from '../outcomes.repository';
import { DueDatesService } from './due-dates.service';
import { ErasureRepository } from './erasure.repository';
import { ERASING, ErasureService, type Erasing } from './erasure.service';
import { Standing } from './standing';

/** The worker's: the only place that holds a way to remove evidence. */
@Module({})
export class ErasingModule {
  static with(objects: Erasing): DynamicModule {
    return {
      module: ErasingModule,
      providers: [
        { provide: ERASING, useValue: objects },
        OutcomesRepository,
        ErasureRepository,
        Standing,
        ErasureService,
        DueDatesService,
      ],
      exports: [ErasureService, DueDatesService],
    };
  }
}
