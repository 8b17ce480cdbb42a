import { Module } from '@nestjs/common';
import { IncidentsModule } from '../../../../features/diary';
import { ReviewModule } from '../../../../features/evidence';
import { InvestigationsModule } from '../../../../features/investigations';
import { ClipsModule } from '../../shell/clips/clips.module';
import { QueuePage } from './queue-page';
import { QueueController } from './queue-pages.controller';
import { SubmissionController } from './submission-pages.controller';
import { TriageApiController } from './triage-api.controller';

@Module({
  imports: [ClipsModule, IncidentsModule, InvestigationsModule, ReviewModule],
  controllers: [QueueController, SubmissionController, TriageApiController],
  providers: [QueuePage],
})
export class TriageArea {}
