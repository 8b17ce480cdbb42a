export { checkOf, sendProblem, type Check, type ClipState, type DraftClip } from './domain/clip';
export { cleanFileName } from './domain/file-name';
export { DraftsService } from './drafts.service';
export { promoteClip, verifyClip } from './jobs';
export type { Receipt, ReceiptClip } from './receipt.repository';
export { SendingService } from './sending.service';
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
