import { Module } from '@nestjs/common';
import { DisclosureModule } from '../../../../features/disclosure';
import { InvestigationsModule } from '../../../../features/investigations';
import { WrittenModule } from '../../../../features/written';
import { DisclosureDecisionsController } from './decisions-api.controller';
import { DisclosurePage } from './disclosure-page';
import { DisclosureController } from './disclosure-pages.controller';
import { SchedulePage } from './schedule-page';
import { SchedulePagesController } from './schedule-pages.controller';
import { ScheduleStepsController } from './schedule-steps-api.controller';
import { DisclosureSchedulesController } from './schedules-api.controller';
import { WrittenController } from './written-api.controller';
import { WrittenPagesController } from './written-pages.controller';

@Module({
  imports: [DisclosureModule, InvestigationsModule, WrittenModule],
  controllers: [
    DisclosureDecisionsController,
    DisclosureController,
    SchedulePagesController,
    DisclosureSchedulesController,
    ScheduleStepsController,
    WrittenController,
    WrittenPagesController,
  ],
  providers: [DisclosurePage, SchedulePage],
})
export class DisclosureArea {}
