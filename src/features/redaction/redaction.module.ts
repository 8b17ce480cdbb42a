import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MediaTool } from '../../platform/media';
import type { EvidenceStore } from '../../platform/object-store';
import { DamageReports, Originals } from '../evidence';
import { InvestigationsModule } from '../investigations';
import { RedactionMakingService, REDACTIONS_STORE } from './making/making.service';
import { CameraRepository } from './camera.repository';
import { CameraService } from './camera.service';
import {
  CompilationEntity,
  CompilationPartEntity,
  CompilationReviewEntity,
} from './compilation/compilation.entity';
import { CompilationRepository } from './compilation/compilation.repository';
import { CompilationLog } from './compilation/compilation.log';
import { CompilationService } from './compilation/compilation.service';
import { CompilationMakingService } from './compilation/making/compilation-making.service';
import { ExtractsService } from './extracts.service';
import { FaceSearchEntity } from './faces/face-search.entity';
import { FacesRepository } from './faces/faces.repository';
import { FacesService } from './faces/faces.service';
import { LookingService } from './faces/looking.service';
import { RedactionEntity, RedactionReviewEntity } from './redaction.entity';
import { RedactionRepository } from './redaction.repository';
import { RedactionService } from './redaction.service';

const entities = TypeOrmModule.forFeature([
  RedactionEntity,
  RedactionReviewEntity,
  CompilationEntity,
  CompilationPartEntity,
  CompilationReviewEntity,
  FaceSearchEntity,
]);

/** The officers' side. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [
    CameraRepository,
    CameraService,
    CompilationLog,
    CompilationRepository,
    CompilationService,
    ExtractsService,
    FacesRepository,
    FacesService,
    RedactionService,
    RedactionRepository,
  ],
  exports: [CameraService, CompilationService, ExtractsService, FacesService, RedactionService],
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
        DamageReports,
        Originals,
        CompilationRepository,
        CompilationMakingService,
        FacesRepository,
        LookingService,
        RedactionRepository,
        RedactionMakingService,
      ],
      exports: [CompilationMakingService, LookingService, RedactionMakingService],
    };
  }
}
