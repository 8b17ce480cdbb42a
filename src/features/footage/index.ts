export { CoachService, type ClipPage, type CoachedClip, type OtherClip } from './coach.service';
export { isClockAnswer, type Answers, type ClockAnswer } from './domain/answers';
export { adviceFor, type Advice } from './domain/advice';
export { isArchive } from './domain/archive';
export { bestTime, type BestTime } from './domain/best-time';
export {
  TIME_SOURCES,
  type EventTime,
  type KeptTime,
  type OtherTime,
  type Reading,
  type TimeCandidate,
  type TimeFlag,
  type TimeSource,
} from './domain/candidate';
export type { ClockCheck } from './domain/clock-check';
export type { Deletion } from './domain/deletion';
export type { Kept } from './domain/kept';
export { byUrgency, firstMoment, lossOf, type Loss } from './domain/loss';
export type { LikelyTime } from './domain/likely-time';
export { isMake, MAKES, type Make } from './domain/make';
export type { MomentProblem, TypedMoment } from './domain/picture-time';
export { isSaidMake, MAKE_NAMES, makeOf, SAID_MAKES, type SaidMake } from './domain/said-make';
export type { KnownCheck, LearnedOffset, LearnedTime, OffsetReason } from './domain/learned-offset';
export type { OverlayReading } from './domain/overlay';
export {
  hasItsEnd,
  isPlayable,
  recogniseSource,
  type Reason,
  type Source,
  type SourceKind,
} from './domain/source';
export { timeCandidates } from './domain/times';
export { inEventOrder, type Placed } from './domain/event-order';
export { afterItem, beforeItem, EVENT_ORDER, EVENT_ORDER_BACK } from './event-order';
export { makeInSql } from './make-in-sql';
export { wallTime } from './domain/wall-time';
export { NO_TIME_WORDS, NotAMoment, NotATime } from './footage.errors';
export { CoachModule, ObservationModule, SentFootageModule } from './footage.module';
export { ObservationService } from './observation.service';
export { DoorbellCopyService } from './doorbell-copy.service';
export { keptBy } from './retention';
export {
  SENT_IN_VERSIONS,
  versionGroups,
  versionsIn,
  versionsOf,
  type Joined,
  type Versions,
} from './versions';
export { SentFootageService, type SentFootage } from './sent-footage.service';
export type { TimeChoice } from './time-choice.repository';
export { TimeChoiceService, type ChosenTime, type OverlayChoice } from './time-choice.service';
export type { ReadingChoice } from './time-steps';
export type { GroupReading, NoTime, TimeGroup, TimeGroups } from './domain/time-groups';
export { TimesTogetherService, type TimesTogether } from './times-together.service';
