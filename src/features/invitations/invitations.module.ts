import { Module } from '@nestjs/common';
import { InvestigationsModule } from '../investigations';
import { AssistanceService } from './assistance.service';
import { AttemptsRepository } from './attempts.repository';
import { Doorkeeper } from './doorkeeper';
import { EntryRepository } from './entry.repository';
import { EntryService } from './entry.service';
import { InvitationRepository } from './invitation.repository';
import { InvitationsService } from './invitations.service';

/** The officers' side. */
@Module({
  imports: [InvestigationsModule],
  providers: [InvitationsService, AssistanceService, InvitationRepository],
  exports: [InvitationsService, AssistanceService],
})
export class InvitationsModule {}

/** Who stands at a door with a link and a code: hers, or that of a recipient of a bundle. */
@Module({ providers: [Doorkeeper, AttemptsRepository], exports: [Doorkeeper] })
export class DoorModule {}

/** Her side. */
@Module({ imports: [DoorModule], providers: [EntryService, EntryRepository], exports: [EntryService] })
export class EntryModule {}
