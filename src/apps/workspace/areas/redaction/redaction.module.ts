import { Module } from '@nestjs/common';
import { ReviewModule } from '../../../../features/evidence';
import { InvestigationsModule } from '../../../../features/investigations';
import { RedactionModule } from '../../../../features/redaction';
import { ClipsModule } from '../../shell/clips/clips.module';
import { RedactionPage } from './redaction-page';
import { RedactionsApiController } from './redactions-api.controller';
import { RedactionsPagesController } from './redactions-pages.controller';

@Module({
  imports: [ClipsModule, InvestigationsModule, RedactionModule, ReviewModule],
  controllers: [RedactionsApiController, RedactionsPagesController],
  providers: [RedactionPage],
})
export class RedactionArea {}
