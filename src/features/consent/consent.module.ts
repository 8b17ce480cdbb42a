import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvestigationsModule } from '../investigations';
import { EntryModule, InvitationsModule } from '../invitations';
import { CareRepository } from './care.repository';
import { CareService } from './care.service';
import { ConsentRepository } from './consent.repository';
import { ConsentService } from './consent.service';
import { ConcernEntity, SafeContactEntity } from './care.entity';
import { AccountAnswerEntity, AdvocateEntity, AgreementEntity } from './consent.entity';

const entities = TypeOrmModule.forFeature([
  ConcernEntity,
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
