import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MediaTool } from '../../platform/media';
import type { EvidenceStore } from '../../platform/object-store';
import { InvestigationsModule } from '../investigations';
import { RedactionMakingService, REDACTIONS_STORE } from './making/making.service';
import { CameraRepository } from './camera.repository';
import { CameraService } from './camera.service';
import { ExtractsService } from './extracts.service';
import { RedactionEntity, RedactionReviewEntity } from './redaction.entity';
import { RedactionRepository } from './redaction.repository';
import { RedactionService } from './redaction.service';

const entities = TypeOrmModule.forFeature([RedactionEntity, RedactionReviewEntity]);

/** The officers' side. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [CameraRepository, CameraService, ExtractsService, RedactionService, RedactionRepository],
  exports: [CameraService, ExtractsService, RedactionService],
})
export class RedactionModule {}

/** The worker's side. */
@Module({})
export class RedactionMakingModule {
  static with(parts: { readonly media: MediaTool; readonly evidence: EvidenceStore }): DynamicModule {
    return {
      module: RedactionMakingModule,
      imports: [entities],
      providers: [
        { provide: MediaTool, useValue: parts.media },
        { provide: REDACTIONS_STORE, useValue: parts.evidence },
        RedactionRepository,
        RedactionMakingService,
      ],
      exports: [RedactionMakingService],
    };
  }
}
