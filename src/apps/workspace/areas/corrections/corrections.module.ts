import { Module } from '@nestjs/common';
import { ReviewModule } from '../../../../features/evidence';
import { InvestigationsModule } from '../../../../features/investigations';
import { CorrectionsApiController } from './corrections-api.controller';
import { CorrectionsPagesController } from './corrections-pages.controller';

@Module({
  imports: [InvestigationsModule, ReviewModule],
  controllers: [CorrectionsPagesController, CorrectionsApiController],
})
export class CorrectionsArea {}
