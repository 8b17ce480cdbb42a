import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { DisclosureModule } from '../../../features/disclosure';
import { ReviewModule } from '../../../features/evidence';
import { IdentityModule } from '../../../features/identity';
import { openEvidenceReader, openIncomingStore } from '../../../platform/object-store';
import { BundleContent } from './bundle-content';
import { EVIDENCE, Footage } from './footage';
import { INCOMING, ItemUpload } from './item-upload';
import { Items } from './items';

@Module({
  imports: [ReviewModule, DisclosureModule, IdentityModule],
  providers: [
    Footage,
    BundleContent,
    ItemUpload,
    Items,
    {
      provide: INCOMING,
      inject: [CONFIG],
      useFactory: (config: Config) => openIncomingStore(config.objects),
    },
    {
      provide: EVIDENCE,
      inject: [CONFIG],
      useFactory: (config: Config) => openEvidenceReader(config.objects),
    },
  ],
  exports: [Footage, BundleContent, Items],
})
export class ContentModule {}
