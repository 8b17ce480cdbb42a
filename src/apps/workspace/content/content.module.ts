import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { DisclosureModule } from '../../../features/disclosure';
import { ReviewModule } from '../../../features/evidence';
import { IdentityModule } from '../../../features/identity';
import { openEvidenceReader } from '../../../platform/object-store';
import { BundleContent } from './bundle-content';
import { EVIDENCE, Footage } from './footage';

@Module({
  imports: [ReviewModule, DisclosureModule, IdentityModule],
  providers: [
    Footage,
    BundleContent,
    {
      provide: EVIDENCE,
      inject: [CONFIG],
      useFactory: (config: Config) => openEvidenceReader(config.objects),
    },
  ],
  exports: [Footage, BundleContent],
})
export class ContentModule {}
