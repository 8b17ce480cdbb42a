import { Module } from '@nestjs/common';
import { AuditModule } from '../../../../features/audit';
import { ReviewModule } from '../../../../features/evidence';
import { AlarmsModule } from '../../../../features/log-watch';
import { WitnessesModule } from '../../../../features/witnesses';
import { HistoryModule } from '../../shell/history/history.module';
import { CustodyController } from './custody-api.controller';
import { CustodyPage } from './custody-page';
import { CustodyPagesController } from './custody-pages.controller';
import { LogAlarmsController } from './log-alarms-api.controller';
import { LogChecksController } from './log-checks-api.controller';
import { LogCheckPagesController } from './log-checks-pages.controller';
import { CustodyProofs } from './proofs';
import { WitnessesController } from './witnesses-api.controller';

@Module({
  imports: [AlarmsModule, AuditModule, HistoryModule, ReviewModule, WitnessesModule],
  controllers: [
    CustodyController,
    CustodyPagesController,
    LogAlarmsController,
    LogChecksController,
    LogCheckPagesController,
    WitnessesController,
  ],
  providers: [CustodyPage, CustodyProofs],
})
export class CustodyArea {}
