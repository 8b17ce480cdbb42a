import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvestigationsModule } from '../investigations';
import { AssistanceService } from './assistance.service';
import { AttemptsRepository } from './attempts.repository';
import { EntryRepository } from './entry.repository';
import { EntryService } from './entry.service';
import { InvitationRepository } from './invitation.repository';
import { InvitationsService } from './invitations.service';
import { LinkAndCode } from './link-and-code';
import { OwnCodeService } from './own-code.service';
import { ParentToldEntity } from './parent-told.entity';
import { PersonRequestEntity } from './person-request.entity';
import { PersonRequestRepository } from './person-request.repository';
import { PersonRequestsService } from './person-requests.service';
import { VictimToldEntity } from './victim-told.entity';
import {
  AssistedPassEntity,
  CodeAttemptEntity,
  CodePlaceEntity,
  EntryAttemptEntity,
  IntakeSessionEntity,
  NoticeConfirmationEntity,
} from './entry.entity';
import { InvitationEntity, InvitationExtensionEntity } from './invitation.entity';

const entities = TypeOrmModule.forFeature([
  AssistedPassEntity,
  CodeAttemptEntity,
  CodePlaceEntity,
  EntryAttemptEntity,
  IntakeSessionEntity,
  NoticeConfirmationEntity,
  InvitationEntity,
  InvitationExtensionEntity,
  ParentToldEntity,
  PersonRequestEntity,
  VictimToldEntity,
]);

/** The officers' side. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [
    InvitationsService,
    AssistanceService,
    PersonRequestsService,
    InvitationRepository,
    PersonRequestRepository,
  ],
  exports: [InvitationsService, AssistanceService, PersonRequestsService],
})
export class InvitationsModule {}

/** Who comes with a link and a code: a victim, or a recipient of a bundle. */
@Module({
  imports: [entities],
  providers: [LinkAndCode, AttemptsRepository],
  exports: [LinkAndCode, AttemptsRepository],
})
export class LinkModule {}

/** The victim's side. */
@Module({
  imports: [entities, LinkModule],
  providers: [EntryService, OwnCodeService, EntryRepository],
  exports: [EntryService, OwnCodeService],
})
export class EntryModule {}
