import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { ReviewModule } from '../../../features/evidence';
import { IdentityModule } from '../../../features/identity';
import { openEvidenceReader } from '../../../platform/object-store';
import { EVIDENCE, Footage } from './footage';

@Module({
  imports: [ReviewModule, IdentityModule],
  providers: [
    Footage,
    {
      provide: EVIDENCE,
      inject: [CONFIG],
      useFactory: (config: Config) => openEvidenceReader(config.objects),
    },
  ],
  exports: [Footage],
})
export class ContentModule {}
