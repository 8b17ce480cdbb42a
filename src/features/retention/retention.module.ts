import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONFIG, type Config } from '../../config';
import { openEvidenceReader } from '../../platform/object-store';
import { InvestigationsModule } from '../investigations';
import { DisposalsRepository } from './disposals.repository';
import { DisposalsService } from './disposals.service';
import { HoldsRepository } from './holds.repository';
import { HoldsService } from './holds.service';
import { KeptItemsRepository } from './items.repository';
import { KeptItems, LOCKS } from './kept-items';
import { OutcomesRepository } from './outcomes.repository';
import { OutcomesService } from './outcomes.service';
import { AskedPeopleRepository } from './people.repository';
import { RetentionService } from './retention.service';
import { RetentionRows } from './rows';
import { DisposalEntity } from './disposal.entity';
import { RetentionHoldEntity, RetentionReviewEntity } from './hold.entity';
import { InvestigationOutcomeEntity, RetentionDueEntity } from './outcome.entity';

const entities = TypeOrmModule.forFeature([
  DisposalEntity,
  RetentionHoldEntity,
  RetentionReviewEntity,
  InvestigationOutcomeEntity,
  RetentionDueEntity,
]);

/** The officers' side: rules, holds, reviews, and who agrees that something goes. It can erase nothing. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [
    { provide: LOCKS, inject: [CONFIG], useFactory: ({ objects }: Config) => openEvidenceReader(objects) },
    OutcomesRepository,
    HoldsRepository,
    KeptItemsRepository,
    DisposalsRepository,
    AskedPeopleRepository,
    RetentionRows,
    KeptItems,
    OutcomesService,
    HoldsService,
    DisposalsService,
    RetentionService,
  ],
  exports: [OutcomesService, HoldsService, DisposalsService, RetentionService],
})
export class RetentionModule {}
