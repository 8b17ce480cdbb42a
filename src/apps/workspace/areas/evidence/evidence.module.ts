import { Module } from '@nestjs/common';
import { ReviewModule } from '../../../../features/evidence';
import { InvestigationsModule } from '../../../../features/investigations';
import { EvidenceApiController } from './evidence-api.controller';
import { EvidencePagesController } from './evidence-pages.controller';

@Module({
  imports: [InvestigationsModule, ReviewModule],
  controllers: [EvidencePagesController, EvidenceApiController],
})
export class EvidenceArea {}
