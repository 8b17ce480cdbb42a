export {
  archiveObject,
  EntryBroken,
  fromEvidence,
  lentFrom,
  openArchive,
  planArchive,
  type ArchiveEntry,
  type ArchiveInput,
  type ArchivePlan,
} from './archive';
export { BundleArchives } from './bundle-archives';
export { BundleReadings, BundleRepairService, type BundleCheck } from './readings';
export { draftSeen, type BundleDraft, type DraftItem } from './bundle-drafts';
export type { BundleRow, Seal, Taken } from './bundles.repository';
export { BundlesService, type BundleRequest, type LinksOfBefore } from './bundles.service';
export { DecisionsService, type AllItems } from './decisions.service';
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
export { PLACEHOLDERS } from './domain/placeholders';
export { PRESUMPTIONS, PRESUMPTION_WORDS, type Presumption } from './domain/presumption';
export { CERTIFICATIONS, DRAFT_MARK, FORMS, FORM_WORDS, isRestricted, type Form } from './domain/schedule';
export type { SinceSealed } from './domain/since';
export { BUNDLE_STATES, type BundleState } from './domain/state';
export { takenFrom } from './domain/taken-from';
export { isHeldBack } from './domain/withheld';
export type { RedactionChoice } from './redacted/choices.repository';
export { RedactionChoicesService } from './redacted/choices.service';
export {
  ITEMS_OF,
  type CaseItem,
  type ItemChoice,
  type ItemsOf,
  type NewestDecision,
  type Review,
} from './items.repository';
export { sealBundle } from './jobs';
export {
  endorsementsSeen,
  type MadeSchedule,
  type NewestHead,
  type ScheduleHead,
} from './schedules.repository';
export {
  ENDORSEMENT_WORDS,
  ENDORSEMENTS,
  type EndorsementAnswer,
  type EndorsedRow,
} from './domain/endorsement';
export { FORM_STATE_WORDS, FORM_STATES, formState, type FormState } from './domain/form-state';
export { ScheduleStepsService, type EndorsementInput } from './schedule-steps.service';
export { SchedulesService, type Signing } from './schedules.service';
export { scheduleCsv } from './schedules/csv';
export { scheduleDocx } from './schedules/docx';
export { schedulePdf } from './schedules/pdf';
export { answersOf, cellsOf, forAnybody, headings, NIL, stateMark } from './schedules/words';
export type { TagFiles, VerifyArchive } from './seal/parts';
export { SealService } from './seal/seal.service';
export type { BundleTicket } from './tickets.repository';
export * from './timestamps';
export * from './issue';
export * from './copies';
