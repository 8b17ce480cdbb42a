import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { InvestigationsModule } from '../investigations';
import { ClockChecksRepository } from './clock-checks.repository';
import { CoachService } from './coach.service';
import { DoorbellCopyService } from './doorbell-copy.service';
import { FootageRepository } from './footage.repository';
import { ObservationService } from './observation.service';
import { SentFootageService } from './sent-footage.service';
import { TimeChoiceRepository } from './time-choice.repository';
import { TimeChoiceService } from './time-choice.service';
import { TimeSteps } from './time-steps';
import { TimedClips } from './timed-clips';
import { TimesTogetherService } from './times-together.service';
import { ClockAnswerEntity, MakeAnswerEntity } from './answer.entity';
import { ClipEntity } from './clip.entity';
import { TimeCandidateEntity, TimeChoiceEntity } from './time.entity';

const entities = TypeOrmModule.forFeature([
  ClockAnswerEntity,
  MakeAnswerEntity,
  ClipEntity,
  TimeCandidateEntity,
  TimeChoiceEntity,
]);

/** The victim's side. */
@Module({ imports: [entities], providers: [CoachService, FootageRepository], exports: [CoachService] })
export class CoachModule {}

/** The worker's side. */
@Module({
  imports: [entities],
  providers: [ObservationService, DoorbellCopyService, FootageRepository],
  exports: [ObservationService, DoorbellCopyService],
})
export class ObservationModule {}

/** The officers' side. */
@Module({
  imports: [entities, InvestigationsModule],
  providers: [
    SentFootageService,
    FootageRepository,
    TimeChoiceService,
    TimesTogetherService,
    TimeSteps,
    TimedClips,
    TimeChoiceRepository,
    ClockChecksRepository,
  ],
  exports: [SentFootageService, TimeChoiceService, TimesTogetherService],
})
export class SentFootageModule {}
