import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { ConductModule } from '../../../features/conduct';
import { DisclosureModule } from '../../../features/disclosure';
import { ReviewModule } from '../../../features/evidence';
import { IdentityModule } from '../../../features/identity';
import { IncomingWriter, openEvidenceReader, openIncomingWriter } from '../../../platform/object-store';
import { InvestigationsModule } from '../../../features/investigations';
import { BundleContent } from './bundle-content';
import { Chronologies } from './chronologies';
import { EVIDENCE, Footage } from './footage';
import { ItemUpload } from './item-upload';
import { Items } from './items';

@Module({
  imports: [ReviewModule, DisclosureModule, IdentityModule, ConductModule, InvestigationsModule],
  providers: [
    Footage,
    BundleContent,
    Chronologies,
    ItemUpload,
    Items,
    {
      provide: IncomingWriter,
      inject: [CONFIG],
      useFactory: (config: Config) => openIncomingWriter(config.objects),
    },
    {
      provide: EVIDENCE,
      inject: [CONFIG],
      useFactory: (config: Config) => openEvidenceReader(config.objects),
    },
  ],
  exports: [Footage, BundleContent, Chronologies, Items],
})
export class ContentModule {}
