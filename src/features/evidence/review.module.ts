import { Module } from '@nestjs/common';
import { CustodyReader } from '../../custody';
import { InvestigationsModule } from '../investigations';
import { AccessService } from './access.service';
import { ClipRepository } from './clip.repository';
import { ExhibitRepository } from './exhibit.repository';
import { HistoryService } from './history.service';
import { LogRepository } from './log.repository';
import { TicketRepository } from './ticket.repository';
import { TriageService } from './triage.service';

/** The officers' side of evidence. */
@Module({
  imports: [InvestigationsModule],
  providers: [
    TriageService,
    AccessService,
    HistoryService,
    ClipRepository,
    ExhibitRepository,
    TicketRepository,
    LogRepository,
    CustodyReader,
  ],
  exports: [TriageService, AccessService, HistoryService],
})
export class ReviewModule {}
