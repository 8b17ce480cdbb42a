import { Module } from '@nestjs/common';
import { IncidentsModule } from '../../../../features/diary';
import { MarkersModule, ReviewModule, StillsModule } from '../../../../features/evidence';
import { SentFootageModule } from '../../../../features/footage';
import { QuarantineModule } from '../../../../features/malware';
import { RedactionModule } from '../../../../features/redaction';
import { SentSealsModule } from '../../../../features/seals';
import { TranscriptsModule } from '../../../../features/transcripts';
import { ClipsModule } from '../../shell/clips/clips.module';
import { Around } from './around';
import { ClipPage } from './clip-page';
import { ClipController, WatchFirstController } from './clip-pages.controller';
import { ClipsController } from './clips-api.controller';
import { TriageController } from './decision-pages.controller';
import { ExtractPagesController } from './extract-pages.controller';
import { FootageController } from './footage-api.controller';
import { QuarantineApiController } from './quarantine-api.controller';
import { QuarantinePagesController } from './quarantine-pages.controller';
import { TimesController } from './times-api.controller';
import { TimesPagesController } from './times-pages.controller';
import { TranscriptPage } from './transcript-page';
import { TranscriptPagesController } from './transcript-pages.controller';
import { TranscriptsApiController } from './transcripts-api.controller';
import { WatchingController } from './watching-api.controller';
import { WatchingPagesController } from './watching-pages.controller';
import { WordsApiController } from './words-api.controller';
import { WordsPagesController } from './words-pages.controller';

@Module({
  imports: [
    ClipsModule,
    IncidentsModule,
    MarkersModule,
    QuarantineModule,
    RedactionModule,
    ReviewModule,
    SentFootageModule,
    SentSealsModule,
    StillsModule,
    TranscriptsModule,
  ],
  controllers: [
    ClipController,
    ClipsController,
    TriageController,
    ExtractPagesController,
    FootageController,
    QuarantineApiController,
    QuarantinePagesController,
    TimesController,
    TimesPagesController,
    TranscriptPagesController,
    TranscriptsApiController,
    WatchFirstController,
    WatchingController,
    WatchingPagesController,
    WordsApiController,
    WordsPagesController,
  ],
  providers: [Around, ClipPage, TranscriptPage],
})
export class ClipArea {}
