import { Module } from '@nestjs/common';
import { ReviewModule } from '../../../../features/evidence';
import { SentFootageModule } from '../../../../features/footage';
import { InvestigationsModule } from '../../../../features/investigations';
import { EvidenceApiController } from './evidence-api.controller';
import { EvidencePagesController } from './evidence-pages.controller';
import { TimesTogetherApiController } from './times-together-api.controller';
import { TimesTogetherPage } from './times-together-page';
import { TimesTogetherPagesController } from './times-together-pages.controller';

@Module({
  imports: [InvestigationsModule, ReviewModule, SentFootageModule],
  controllers: [
    EvidencePagesController,
    EvidenceApiController,
    TimesTogetherPagesController,
    TimesTogetherApiController,
  ],
  providers: [TimesTogetherPage],
})
export class EvidenceArea {}
