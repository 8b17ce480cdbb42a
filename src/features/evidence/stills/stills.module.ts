import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MediaTool } from '../../../platform/media';
import type { EvidenceStore } from '../../../platform/object-store';
import { InvestigationsModule } from '../../investigations';
import { ClipRepository } from '../clip.repository';
import { DamageReports } from '../damage-reports.service';
import { ExhibitRepository } from '../exhibit.repository';
import { MasterRepository } from '../master.repository';
import { Originals } from '../originals';
import { StillMakingService } from './making.service';
import { STILLS_STORE } from './store';
import { StillsRepository } from './stills.repository';
import { StillsService, StillSources } from './stills.service';
import { StillCounterEntity, StillEntity } from './still.entity';

const entities = TypeOrmModule.forFeature([StillCounterEntity, StillEntity]);

/** The officers' side. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [StillsService, StillSources, StillsRepository, ClipRepository, ExhibitRepository],
  exports: [StillsService],
})
export class StillsModule {}

/** The worker's side. */
@Module({})
export class StillMakingModule {
  static with(parts: { readonly media: MediaTool; readonly evidence: EvidenceStore }): DynamicModule {
    return {
      module: StillMakingModule,
      imports: [entities],
      providers: [
        { provide: MediaTool, useValue: parts.media },
        { provide: STILLS_STORE, useValue: parts.evidence },
        DamageReports,
        Originals,
        StillsRepository,
        MasterRepository,
        StillMakingService,
      ],
      exports: [StillMakingService],
    };
  }
}
