import { Module } from '@nestjs/common';
import { ApplicationsModule } from '../../../../features/applications';
import { ReviewModule, StillsModule } from '../../../../features/evidence';
import { InvestigationsModule } from '../../../../features/investigations';
import { WrittenModule } from '../../../../features/written';
import { ClipsModule } from '../../shell/clips/clips.module';
import { ApplicationPage } from './application-page';
import { ApplicationPagesController } from './application-pages.controller';
import { ApplicationPapers, StillPictures } from './application-papers';
import { ApplicationsController } from './applications-api.controller';

@Module({
  imports: [ApplicationsModule, ClipsModule, InvestigationsModule, ReviewModule, StillsModule, WrittenModule],
  controllers: [ApplicationPagesController, ApplicationsController],
  providers: [ApplicationPage, ApplicationPapers, StillPictures],
})
export class ApplicationsArea {}
