import { Module, type DynamicModule } from '@nestjs/common';
import { MediaTool } from '../../../platform/media';
import type { EvidenceStore } from '../../../platform/object-store';
import { DamageReports, Originals } from '../../evidence';
import { SafeCopiesRepository } from './safe-copies.repository';
import { COPIES_STORE, SafeCopiesService } from './safe-copies.service';

/** The worker's. */
@Module({})
export class SafeCopiesModule {
  static with(parts: { readonly media: MediaTool; readonly evidence: EvidenceStore }): DynamicModule {
    return {
      module: SafeCopiesModule,
      providers: [
        { provide: MediaTool, useValue: parts.media },
        { provide: COPIES_STORE, useValue: parts.evidence },
        DamageReports,
        Originals,
        SafeCopiesRepository,
        SafeCopiesService,
      ],
      exports: [SafeCopiesService],
    };
  }
}
