import { Module } from '@nestjs/common';
import { CareModule } from '../../../../features/consent';
import { WorkModule } from '../../../../features/work';
import { HomeController } from './home-pages.controller';
import { OverviewApiController, OverviewPageController } from './overview.controller';
import { WorkController } from './work-api.controller';
import { WorkPagesController } from './work-pages.controller';

@Module({
  imports: [CareModule, WorkModule],
  controllers: [
    HomeController,
    OverviewApiController,
    OverviewPageController,
    WorkController,
    WorkPagesController,
  ],
})
export class HomeArea {}
