import { Module } from '@nestjs/common';
import { InvestigationsModule } from '../investigations';
import { AccessService } from './access.service';
import { ClipRepository } from './clip.repository';
import { ExhibitRepository } from './exhibit.repository';
import { TicketRepository } from './ticket.repository';
import { TriageService } from './triage.service';

/** The officers' side of evidence. */
@Module({
  imports: [InvestigationsModule],
  providers: [TriageService, AccessService, ClipRepository, ExhibitRepository, TicketRepository],
  exports: [TriageService, AccessService],
})
export class ReviewModule {}
