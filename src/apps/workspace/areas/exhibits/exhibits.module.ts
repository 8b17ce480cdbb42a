import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../../../config';
import { ReviewModule } from '../../../../features/evidence';
import { InvestigationsModule } from '../../../../features/investigations';
import { IncomingWriter, openIncomingWriter } from '../../../../platform/object-store';
import { ClipsModule } from '../../shell/clips/clips.module';
import { HistoryModule } from '../../shell/history/history.module';
import { AdditionsController } from './additions-api.controller';
import { AdditionPagesController } from './additions-pages.controller';
import { ExhibitController } from './exhibit-pages.controller';
import { ExhibitsController } from './exhibits-api.controller';
import { ItemUpload } from './item-upload';
import { Items } from './items';
import { ExhibitPapersController } from './papers-api.controller';
import { ExhibitPapersPagesController } from './papers-pages.controller';

@Module({
  imports: [ClipsModule, HistoryModule, InvestigationsModule, ReviewModule],
  controllers: [
    AdditionsController,
    AdditionPagesController,
    ExhibitController,
    ExhibitsController,
    ExhibitPapersController,
    ExhibitPapersPagesController,
  ],
  providers: [
    ItemUpload,
    Items,
    {
      provide: IncomingWriter,
      inject: [CONFIG],
      useFactory: (config: Config) => openIncomingWriter(config.objects),
    },
  ],
})
export class ExhibitsArea {}
