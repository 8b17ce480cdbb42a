import { Module } from '@nestjs/common';
import { InvestigationsModule } from '../investigations';
import { AssistanceService } from './assistance.service';
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

/** Her side. */
@Module({ providers: [EntryService, EntryRepository], exports: [EntryService] })
export class EntryModule {}
