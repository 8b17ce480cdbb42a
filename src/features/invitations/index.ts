export { AssistanceService, PLACES, type AssistedPass, type Place } from './assistance.service';
export { NOTICE, NOTICE_VERSION, type NoticeRoute, type NoticeSection } from './domain/notice';
export { newAccessCode, newToken, secretHash, spokenCode, typedCode } from './domain/secrets';
export { Doorkeeper, type Closed, type DoorKind } from './doorkeeper';
export type { Visitor } from './entry.repository';
export { EntryService } from './entry.service';
export type { Invitation } from './invitation.repository';
export {
  EntryRefused,
  ExtensionRefused,
  InvitationEnded,
  NoticeNotConfirmed,
  SessionEnded,
} from './invitations.errors';
export { DoorModule, EntryModule, InvitationsModule } from './invitations.module';
export { InvitationsService, type IssuedInvitation } from './invitations.service';
