import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../../../config';
import { MarkersModule, ReviewModule, StillsModule } from '../../../../features/evidence';
import { SentFootageModule } from '../../../../features/footage';
import { InvestigationsModule } from '../../../../features/investigations';
import { RedactionModule } from '../../../../features/redaction';
import { TranscriptsModule } from '../../../../features/transcripts';
import { openEvidenceReader } from '../../../../platform/object-store';
import { ClipViews } from './clip-view';
import { EVIDENCE, Footage } from './footage';
import { TimeViews } from './time-view';
import { WatchingViews } from './watching-view';

/** What more than one area shows of a clip, and its bytes. */
@Module({
  imports: [
    ...[ReviewModule, InvestigationsModule, StillsModule, MarkersModule, RedactionModule, SentFootageModule],
    TranscriptsModule,
  ],
  providers: [
    ClipViews,
    Footage,
    WatchingViews,
    TimeViews,
    {
      provide: EVIDENCE,
      inject: [CONFIG],
      useFactory: (config: Config) => openEvidenceReader(config.objects),
    },
  ],
  exports: [ClipViews, Footage, TimeViews, WatchingViews, EVIDENCE],
})
export class ClipsModule {}
