import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ApplicationsModule } from '../applications';
import { InvestigationsModule } from '../investigations';
import { WrittenModule } from '../written';
import { BundleArchives } from './bundle-archives';
import { BundleDrafts } from './bundle-drafts';
import { BundleStates } from './bundle-states';
import { BundlesRepository } from './bundles.repository';
import { BundlesService } from './bundles.service';
import { CopiesRepository } from './copies.repository';
import { DecisionsRepository } from './decisions.repository';
import { DecisionsService } from './decisions.service';
import { FormsInForce } from './forms';
import { ItemsRepository } from './items.repository';
import { SchedulesRepository } from './schedules.repository';
import { ScheduleStepsService } from './schedule-steps.service';
import { SchedulesService } from './schedules.service';
import { BundleFiles } from './seal/bundle-files';
import { ArchiveMaker } from './seal/archive-maker';
import { FixityCheck } from './seal/fixity';
import { ManifestInLog } from './seal/manifest-in-log';
import { OutsideProof } from './seal/outside-proof';
import { DIGESTS, EVIDENCE, SIGNERS, TAG_FILES, VERIFY, type SealParts } from './seal/parts';
import { RedactionChoiceEntity } from './redacted/choice.entity';
import { RedactionChoicesRepository } from './redacted/choices.repository';
import { RedactionChoicesService } from './redacted/choices.service';
import { SealRepository } from './seal/seal.repository';
import { SealService } from './seal/seal.service';
import { BundleSources } from './seal/source';
import { TicketsRepository } from './tickets.repository';
import {
  BundleEntity,
  BundleItemEntity,
  BundleScheduleEntity,
  BundleStateEntity,
  BundleTicketEntity,
  BundleWithheldEntity,
} from './bundle.entity';
import { DecisionEntity, DisclosureReviewEntity } from './decision.entity';
import {
  EndorsementEntity,
  RestrictedScheduleItemEntity,
  ScheduleEntity,
  ScheduleItemEntity,
  ScheduleNumberEntity,
  ScheduleStepEntity,
} from './schedule.entity';
import { BundleReadingEntity } from './readings';
import { BundleEntryEntity, BundleSealEntity } from './seal/seal.entity';

const entities = TypeOrmModule.forFeature([
  BundleEntity,
  BundleItemEntity,
  BundleScheduleEntity,
  BundleStateEntity,
  BundleTicketEntity,
  BundleWithheldEntity,
  DecisionEntity,
  DisclosureReviewEntity,
  RedactionChoiceEntity,
  RestrictedScheduleItemEntity,
  ScheduleEntity,
  ScheduleItemEntity,
  ScheduleNumberEntity,
  ScheduleStepEntity,
  EndorsementEntity,
  BundleEntryEntity,
  BundleSealEntity,
  BundleReadingEntity,
]);

/** The officers' side of disclosure. */
@Module({
  imports: [entities, ApplicationsModule, InvestigationsModule, WrittenModule],
  providers: [
    DecisionsService,
    SchedulesService,
    ScheduleStepsService,
    BundlesService,
    BundleArchives,
    BundleDrafts,
    BundleStates,
    FormsInForce,
    ItemsRepository,
    DecisionsRepository,
    SchedulesRepository,
    BundlesRepository,
    CopiesRepository,
    RedactionChoicesRepository,
    RedactionChoicesService,
    TicketsRepository,
  ],
  exports: [
    RedactionChoicesService,
    DecisionsService,
    SchedulesService,
    ScheduleStepsService,
    BundlesService,
    BundleArchives,
  ],
})
export class DisclosureModule {}

/** The worker's side: it alone has the key and may write evidence. */
@Module({})
export class SealModule {
  static with(parts: SealParts): DynamicModule {
    const { evidence, signers, tagFiles, verify, digests, timestamps, witnessing, watching } = parts;
    return {
      module: SealModule,
      imports: [entities, timestamps, witnessing, watching],
      providers: [
        { provide: EVIDENCE, useValue: evidence },
        { provide: SIGNERS, useValue: signers },
        { provide: TAG_FILES, useValue: tagFiles },
        { provide: VERIFY, useValue: verify },
        { provide: DIGESTS, useValue: digests },
        SealService,
        ArchiveMaker,
        BundleFiles,
        OutsideProof,
        ManifestInLog,
        FixityCheck,
        BundleSources,
        SealRepository,
        SchedulesRepository,
        BundlesRepository,
      ],
      exports: [SealService],
    };
  }
}
