import { Module } from '@nestjs/common';
import { ReportsModule } from '../../../../features/consent';
import { ReportsController } from './reports-api.controller';
import { ReportsPagesController } from './reports-pages.controller';

@Module({
  imports: [ReportsModule],
  controllers: [ReportsController, ReportsPagesController],
})
export class ReportsArea {}
