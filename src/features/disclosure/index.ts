export {
  archiveObject,
  EntryBroken,
  fromEvidence,
  openArchive,
  planArchive,
  type ArchiveEntry,
  type ArchiveInput,
  type ArchivePlan,
} from './archive';
export { BundleArchives } from './bundle-archives';
export type { BundleDraft, DraftItem } from './bundle-drafts';
export type { BundleRow, Seal } from './bundles.repository';
export { BundlesService, type BundleRequest } from './bundles.service';
export { DecisionsService } from './decisions.service';
export * from './disclosure.errors';
export { DisclosureModule, SealModule } from './disclosure.module';
export { BUNDLE_KINDS, type BundleKind } from './domain/bundle';
export {
  CLASSIFICATIONS,
  CLASSIFICATION_WORDS,
  DISCLOSURE_TEST,
  OCCASIONS,
  OCCASION_WORDS,
  type Classification,
  type Occasion,
  type Verdict,
} from './domain/decision';
export { CERTIFICATIONS, DRAFT_MARK, FORMS, FORM_WORDS, isRestricted, type Form } from './domain/schedule';
export { BUNDLE_STATES, type BundleState } from './domain/state';
export type { RedactionChoice } from './redacted/choices.repository';
export { RedactionChoicesService } from './redacted/choices.service';
export type { CaseItem, ItemChoice, NewestDecision, Review } from './items.repository';
export { sealBundle } from './jobs';
export type { MadeSchedule, ScheduleHead } from './schedules.repository';
export { SchedulesService, type Signing } from './schedules.service';
export { scheduleCsv } from './schedules/csv';
export { schedulePdf } from './schedules/pdf';
export { cellsOf, headings, NIL } from './schedules/words';
export type { TagFiles, VerifyArchive } from './seal/parts';
export { SealService } from './seal/seal.service';
export type { BundleTicket } from './tickets.repository';
export * from './timestamps';
export * from './issue';
export * from './copies';
