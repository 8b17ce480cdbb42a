import { Module } from '@nestjs/common';
import { DisclosureModule } from '../../../../features/disclosure';
import { InvestigationsModule } from '../../../../features/investigations';
import { DisclosureDecisionsController } from './decisions-api.controller';
import { DisclosurePage } from './disclosure-page';
import { DisclosureController } from './disclosure-pages.controller';
import { SchedulePagesController } from './schedule-pages.controller';
import { DisclosureSchedulesController } from './schedules-api.controller';

@Module({
  imports: [DisclosureModule, InvestigationsModule],
  controllers: [
    DisclosureDecisionsController,
    DisclosureController,
    SchedulePagesController,
    DisclosureSchedulesController,
  ],
  providers: [DisclosurePage],
})
export class DisclosureArea {}
