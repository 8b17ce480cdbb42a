import { Module } from '@nestjs/common';
import { ReviewModule } from '../../../../features/evidence';
import { SentFootageModule } from '../../../../features/footage';
import { InvestigationsModule } from '../../../../features/investigations';
import { ClipsModule } from '../../shell/clips/clips.module';
import { QueuePage } from './queue-page';
import { QueueController } from './queue-pages.controller';
import { SubmissionController } from './submission-pages.controller';
import { TriageApiController } from './triage-api.controller';

@Module({
  imports: [ClipsModule, InvestigationsModule, ReviewModule, SentFootageModule],
  controllers: [QueueController, SubmissionController, TriageApiController],
  providers: [QueuePage],
})
export class TriageArea {}
