import { Module } from '@nestjs/common';
import { InvestigationsModule } from '../../../../features/investigations';
import { RetentionModule } from '../../../../features/retention';
import { DisposalsController } from './disposals-api.controller';
import { ItemRetentionPage } from './item-page';
import { ItemRetentionController } from './item-pages.controller';
import { RetentionController } from './retention-api.controller';
import { RetentionPagesController } from './retention-pages.controller';

@Module({
  imports: [InvestigationsModule, RetentionModule],
  controllers: [DisposalsController, ItemRetentionController, RetentionController, RetentionPagesController],
  providers: [ItemRetentionPage],
})
export class RetentionArea {}
