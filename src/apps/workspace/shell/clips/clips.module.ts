import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../../../config';
import { MarkersModule, ReviewModule, StillsModule } from '../../../../features/evidence';
import { InvestigationsModule } from '../../../../features/investigations';
import { openEvidenceReader } from '../../../../platform/object-store';
import { ClipViews } from './clip-view';
import { EVIDENCE, Footage } from './footage';
import { WatchingViews } from './watching-view';

/** What more than one area shows of a clip, and its bytes. */
@Module({
  imports: [ReviewModule, InvestigationsModule, StillsModule, MarkersModule],
  providers: [
    ClipViews,
    Footage,
    WatchingViews,
    {
      provide: EVIDENCE,
      inject: [CONFIG],
      useFactory: (config: Config) => openEvidenceReader(config.objects),
    },
  ],
  exports: [ClipViews, Footage, WatchingViews, EVIDENCE],
})
export class ClipsModule {}
