import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvestigationsModule } from '../investigations';
import { DiaryRepository } from './diary.repository';
import { DiaryService } from './diary.service';
import { IncidentsRepository } from './incidents.repository';
import { IncidentsService } from './incidents.service';
import { IncidentClipEntity, IncidentEntity } from './incident.entity';

const entities = TypeOrmModule.forFeature([IncidentClipEntity, IncidentEntity]);

/** The victim's side. */
@Module({ imports: [entities], providers: [DiaryService, DiaryRepository], exports: [DiaryService] })
export class DiaryModule {}

/** The officers' side. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [IncidentsService, IncidentsRepository],
  exports: [IncidentsService],
})
export class IncidentsModule {}
