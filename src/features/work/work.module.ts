import { Module } from '@nestjs/common';
import { OverviewService } from './overview';
import { WorkRepository } from './work.repository';
import { WorkService } from './work.service';

@Module({
  providers: [OverviewService, WorkService, WorkRepository],
  exports: [OverviewService, WorkService],
})
export class WorkModule {}
