import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvestigationsModule } from '../investigations';
import { EntryModule, InvitationsModule } from '../invitations';
import { CareRepository } from './care.repository';
import { CareService } from './care.service';
import { ConsentRepository } from './consent.repository';
import { ConsentService } from './consent.service';
import { ConcernEntity, ConcernStepEntity, SafeContactEntity } from './care.entity';
import { AccountAnswerEntity, AdvocateEntity, AgreementEntity } from './consent.entity';
import { ReportsRepository } from './reports.repository';
import { ReportsService } from './reports.service';

const entities = TypeOrmModule.forFeature([
  ConcernEntity,
  ConcernStepEntity,
  SafeContactEntity,
  AccountAnswerEntity,
  AdvocateEntity,
  AgreementEntity,
]);

/** The victim's side. */
@Module({
  imports: [entities, EntryModule],
  providers: [ConsentService, ConsentRepository],
  exports: [ConsentService],
})
export class ConsentModule {}

/** The officers' side. */
@Module({
  imports: [entities, InvitationsModule, InvestigationsModule],
  providers: [CareService, CareRepository],
  exports: [CareService],
})
export class CareModule {}

/** What victims report, for supervisors who never were on their case. */
@Module({
  imports: [entities],
  providers: [ReportsService, ReportsRepository],
  exports: [ReportsService],
})
export class ReportsModule {}
