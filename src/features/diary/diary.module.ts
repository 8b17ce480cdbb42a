import { Module } from '@nestjs/common';
import { InvestigationsModule } from '../investigations';
import { DiaryRepository } from './diary.repository';
import { DiaryService } from './diary.service';
import { IncidentsRepository } from './incidents.repository';
import { IncidentsService } from './incidents.service';

/** Her side. */
@Module({ providers: [DiaryService, DiaryRepository], exports: [DiaryService] })
export class DiaryModule {}

/** The officers' side. */
@Module({
  imports: [InvestigationsModule],
  providers: [IncidentsService, IncidentsRepository],
  exports: [IncidentsService],
})
export class IncidentsModule {}
