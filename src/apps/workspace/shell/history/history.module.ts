import { Module } from '@nestjs/common';
import { ReviewModule } from '../../../../features/evidence';
import { IdentityModule } from '../../../../features/identity';
import { HistoryViews } from './history-view';

@Module({ imports: [ReviewModule, IdentityModule], providers: [HistoryViews], exports: [HistoryViews] })
export class HistoryModule {}
