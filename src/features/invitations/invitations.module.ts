import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvestigationsModule } from '../investigations';
import { AssistanceService } from './assistance.service';
import { AttemptsRepository } from './attempts.repository';
import { Doorkeeper } from './doorkeeper';
import { EntryRepository } from './entry.repository';
import { EntryService } from './entry.service';
import { InvitationRepository } from './invitation.repository';
import { InvitationsService } from './invitations.service';
import {
  AssistedPassEntity,
  EntryAttemptEntity,
  IntakeSessionEntity,
  NoticeConfirmationEntity,
} from './entry.entity';
import { InvitationEntity, InvitationExtensionEntity } from './invitation.entity';

const entities = TypeOrmModule.forFeature([
  AssistedPassEntity,
  EntryAttemptEntity,
  IntakeSessionEntity,
  NoticeConfirmationEntity,
  InvitationEntity,
  InvitationExtensionEntity,
]);

/** The officers' side. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [InvitationsService, AssistanceService, InvitationRepository],
  exports: [InvitationsService, AssistanceService],
})
export class InvitationsModule {}

/** Who stands at a door with a link and a code: hers, or that of a recipient of a bundle. */
@Module({ imports: [entities], providers: [Doorkeeper, AttemptsRepository], exports: [Doorkeeper] })
export class DoorModule {}

/** Her side. */
@Module({
  imports: [entities, DoorModule],
  providers: [EntryService, EntryRepository],
  exports: [EntryService],
})
export class EntryModule {}
