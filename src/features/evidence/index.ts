export {
  ADDITION_KINDS,
  ADDITION_WORDS,
  AdditionsService,
  TakeInService,
  type AdditionDetails,
  type AdditionKind,
  type NewAddition,
} from './additions';
export {
  CorrectedMeanwhile,
  CorrectionsService,
  NothingToCorrect,
  NotUndone,
  wordsRead,
  type ExhibitWords,
} from './corrections';
export { DamageReports } from './damage-reports.service';
export { Originals, type LockedPart } from './originals';
export { AccessService, type ContentSource, type OpenedTicket } from './access.service';
export type { Rendition, SentClip } from './clip.repository';
export {
  CONTENTS,
  CONTENTS_OF_CLIP,
  RENDITION_KINDS,
  type Content,
  type Purpose,
  type RenditionKind,
} from './domain/content';
export { renditionKey } from './domain/rendition';
export { parseFrameList, type FrameLines } from './domain/frame-lines';
export { areInitials, refInFileName } from './domain/exhibit-ref';
export {
  AlreadyTriaged,
  CopiesHeld,
  NoRendition,
  NotYetMaster,
  ObjectLost,
  ReasonNeeded,
} from './evidence.errors';
export type { Exhibit } from './exhibit.repository';
export { HistoryService, type ChainEntry, type HistoryPart, type Reader } from './history.service';
export {
  PapersService,
  producingParagraph,
  type LabelOrder,
  type PaperExhibit,
  type PaperParts,
} from './papers';
export { missingObjects } from './missing-objects';
export { orphanedDrafts, orphanedMasters } from './orphans';
export { RestoreGuard, type Behind } from './restore-guard';
export { RESTORE_GUARD } from './stores';
export { TakeBackService, type TakingBack } from './take-back.service';
export { ReviewModule } from './review.module';
export {
  makeStill,
  StillMakingModule,
  StillMakingService,
  StillsModule,
  StillsService,
  type AskedStill,
} from './stills';
export type { Ticket } from './ticket.repository';
export { QueueService, type Place } from './triage/queue.service';
export type { SentSubmission } from './triage/queue.repository';
export { TogetherService } from './triage/together.service';
export { TriageService } from './triage.service';
export * from './view';
export { MarkersModule, MarkersService, type Marker } from './markers';
export {
  fixityOn,
  FixityService,
  mendFirst,
  RepairService,
  StoredReading,
  type FilesRead,
  type ItemCheck,
  type StoredFile,
} from './fixity';
export { checkFixity, renderClip, takeInAddition } from './jobs';
export { ProcessingModule, type ProcessingParts } from './processing.module';
export { PromotionService } from './promotion.service';
export { RescanService, type Rescanned } from './rescan.service';
export { RenderingService } from './rendering.service';
export { ArrivedService } from './arrived.service';
export { SweepService, type SweepReport } from './sweep.service';
export { TroubleService } from './trouble.service';
export { VerificationService } from './verification.service';
