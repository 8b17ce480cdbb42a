import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustodyReader } from '../../custody';
import { InvestigationsModule } from '../investigations';
import { AccessService } from './access.service';
import { AdditionsRepository } from './additions/additions.repository';
import { AdditionsService } from './additions/additions.service';
import { ClipRepository } from './clip.repository';
import { CorrectionsRepository } from './corrections/corrections.repository';
import { CorrectionsService } from './corrections/corrections.service';
import { DamageReports } from './damage-reports.service';
import { ExhibitRepository } from './exhibit.repository';
import { HistoryService } from './history.service';
import { LogRepository } from './log.repository';
import { PapersRepository } from './papers/papers.repository';
import { PapersService } from './papers/papers.service';
import { TicketRepository } from './ticket.repository';
import { QuarantineModule } from '../malware';
import { NotesModule } from '../notes';
import { QueueRepository } from './triage/queue.repository';
import { QueueService } from './triage/queue.service';
import { TriageSteps } from './triage/steps';
import { TogetherService } from './triage/together.service';
import { TriageService } from './triage.service';
import { ItemsViewRepository } from './view/items.repository';
import { ItemsViewService } from './view/items.service';
import { AdditionEntity } from './additions/addition.entity';
import { ExhibitCounterEntity, ExhibitEntity, TriageEntity } from './exhibit.entity';
import { ClipTroubleEntity, RenditionEntity } from './rendition.entity';
import { AccessTicketEntity } from './ticket.entity';

const entities = TypeOrmModule.forFeature([
  AdditionEntity,
  ExhibitCounterEntity,
  ExhibitEntity,
  TriageEntity,
  ClipTroubleEntity,
  RenditionEntity,
  AccessTicketEntity,
]);

/** The officers' side of evidence. */
@Module({
  imports: [entities, NotesModule, InvestigationsModule, QuarantineModule],
  providers: [
    TriageService,
    TriageSteps,
    QueueService,
    QueueRepository,
    TogetherService,
    AccessService,
    ItemsViewService,
    ItemsViewRepository,
    CorrectionsService,
    CorrectionsRepository,
    DamageReports,
    HistoryService,
    PapersService,
    PapersRepository,
    AdditionsService,
    AdditionsRepository,
    ClipRepository,
    ExhibitRepository,
    TicketRepository,
    LogRepository,
    CustodyReader,
  ],
  exports: [
    TriageService,
    ItemsViewService,
    CorrectionsService,
    QueueService,
    TogetherService,
    AccessService,
    DamageReports,
    HistoryService,
    PapersService,
    AdditionsService,
  ],
})
export class ReviewModule {}
