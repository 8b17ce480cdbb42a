import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Database } from '../../platform/database';
import type { MalwareScanner } from '../../platform/malware';
import { MediaTool } from '../../platform/media';
import type { EvidenceStore, IncomingStore } from '../../platform/object-store';
import { ObservationModule } from '../footage';
import { FoundMalwareModule } from '../malware';
import { FoundSealsModule } from '../seals';
import { WitnessingService } from '../witnesses';
import { AdditionsRepository } from './additions/additions.repository';
import { TakeInService } from './additions/take-in.service';
import { ArrivedService } from './arrived.service';
import { DamageReports } from './damage-reports.service';
import { FixityRepository, FixityService } from './fixity';
import { HashAgreement } from './hash-agreement';
import { IdentificationService } from './identification.service';
import { KeptFindings } from './kept-findings';
import { MasterRepository } from './master.repository';
import { Originals } from './originals';
import { PromotionService } from './promotion.service';
import { RenderingService } from './rendering.service';
import { RescanService } from './rescan.service';
import { RestoreGuard } from './restore-guard';
import { EVIDENCE, INCOMING, RESTORE_GUARD, SCANNER } from './stores';
import { SweepRepository } from './sweep.repository';
import { SweepService } from './sweep.service';
import { TroubleRepository } from './trouble.repository';
import { TroubleService } from './trouble.service';
import { VerificationService } from './verification.service';
import { AdditionEntity } from './additions/addition.entity';
import { ClipTroubleEntity, RenditionEntity } from './rendition.entity';

const entities = TypeOrmModule.forFeature([AdditionEntity, ClipTroubleEntity, RenditionEntity]);

export interface ProcessingParts {
  readonly media: MediaTool;
  readonly incoming: IncomingStore;
  readonly evidence: EvidenceStore;
  readonly scanner: MalwareScanner;
  /** A WitnessingModule. */
  readonly witnessing: DynamicModule;
}

/** The worker's side of evidence: the only place where something enters the evidence store. */
@Module({})
export class ProcessingModule {
  static with({ media, incoming, evidence, scanner, witnessing }: ProcessingParts): DynamicModule {
    return {
      module: ProcessingModule,
      imports: [entities, ObservationModule, FoundMalwareModule, FoundSealsModule, witnessing],
      providers: [
        { provide: MediaTool, useValue: media },
        { provide: INCOMING, useValue: incoming },
        { provide: EVIDENCE, useValue: evidence },
        { provide: SCANNER, useValue: scanner },
        {
          provide: RESTORE_GUARD,
          useFactory: (database: Database, outside: WitnessingService) =>
            new RestoreGuard(database, evidence, outside),
          inject: [Database, WitnessingService],
        },
        MasterRepository,
        IdentificationService,
        KeptFindings,
        VerificationService,
        HashAgreement,
        PromotionService,
        AdditionsRepository,
        TakeInService,
        DamageReports,
        Originals,
        RenderingService,
        SweepRepository,
        SweepService,
        ArrivedService,
        TroubleRepository,
        TroubleService,
        FixityRepository,
        FixityService,
        RescanService,
      ],
      exports: [
        VerificationService,
        PromotionService,
        TakeInService,
        RenderingService,
        SweepService,
        ArrivedService,
        TroubleService,
        FixityService,
        RescanService,
        RESTORE_GUARD,
      ],
    };
  }
}
