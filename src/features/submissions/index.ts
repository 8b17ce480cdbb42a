export { ChosenFilesService } from './chosen-files.service';
export type { AwaitedFile, ChosenFile, RemovedFile } from './domain/chosen';
export { checkOf, isWhole, sendProblem, type Check, type ClipState, type DraftClip } from './domain/clip';
export { cleanFileName } from './domain/file-name';
export type { ReceiptClip } from './domain/receipt';
export { DiscardingService } from './discarding.service';
export { DraftsService } from './drafts.service';
export { EarlierDraftsService } from './earlier-drafts.service';
export { promoteClip, verifyClip } from './jobs';
export type { Receipt, ReceiptProof, SentState } from './receipt.repository';
export { RemovedFilesService } from './removed-files.service';
export { SendingService, type Shown } from './sending.service';
export {
  ClipDiffers,
  ClipTooLarge,
  DifferentSize,
  InvitationFull,
  NothingToSend,
  StillReceiving,
  TooManyClips,
} from './submissions.errors';
export { SubmissionsModule } from './submissions.module';
