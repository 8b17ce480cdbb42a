import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvestigationsModule } from '../investigations';
import { AxisRepository } from './axis/axis.repository';
import { AxisService } from './axis/axis.service';
import { ConductRepository } from './conduct.repository';
import { ConductService } from './conduct.service';
import { OccasionChangesRepository } from './occasion-changes';
import { OccasionDecisionEntity, OccasionEntity, OccasionPartEntity } from './occasion.entity';
import { ProtectiveOrderEntity } from './order.entity';
import { SameRecordingsRepository } from './same-recordings';

const entities = TypeOrmModule.forFeature([
  OccasionDecisionEntity,
  OccasionEntity,
  OccasionPartEntity,
  ProtectiveOrderEntity,
]);

/** The course of conduct: occasions, orders in force, and what an officer decided of them. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [
    AxisService,
    AxisRepository,
    ConductService,
    ConductRepository,
    OccasionChangesRepository,
    SameRecordingsRepository,
  ],
  exports: [AxisService, ConductService],
})
export class ConductModule {}
