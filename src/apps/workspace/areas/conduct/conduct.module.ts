import { Module } from '@nestjs/common';
import { ConductModule } from '../../../../features/conduct';
import { ReviewModule } from '../../../../features/evidence';
import { InvestigationsModule } from '../../../../features/investigations';
import { WrittenModule } from '../../../../features/written';
import { Chronologies } from './chronologies';
import { ConductController } from './conduct-api.controller';
import { ConductPagesController } from './conduct-pages.controller';
import { OccasionPagesController } from './occasion-pages.controller';
import { OccasionsController } from './occasions-api.controller';
import { OrdersController } from './orders-api.controller';
import { SeriesController } from './series-api.controller';
import { SeriesPagesController } from './series-pages.controller';

@Module({
  imports: [ConductModule, InvestigationsModule, ReviewModule, WrittenModule],
  controllers: [
    ConductController,
    ConductPagesController,
    OccasionPagesController,
    OccasionsController,
    OrdersController,
    SeriesController,
    SeriesPagesController,
  ],
  providers: [Chronologies],
})
export class ConductArea {}
