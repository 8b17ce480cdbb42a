export { AssistanceService, type AssistedPass } from './assistance.service';
export { AttemptsRepository } from './attempts.repository';
export { NOTICE, NOTICE_VERSION, type NoticeRoute, type NoticeSection } from './domain/notice';
export { PLACES, type Place } from './domain/place';
export { newAccessCode, newToken, secretHash, spokenCode, typedCode } from './domain/secrets';
export { isOwn, type AssistedSession, type Visitor } from './entry.repository';
export { EntryService } from './entry.service';
export type { Invitation } from './invitation.repository';
export {
  EntryDelayed,
  EntryRefused,
  ExtensionRefused,
  InvitationEnded,
  NoticeNotConfirmed,
  OwnCodeNeeded,
  SessionEnded,
  WrongOwnCode,
} from './invitations.errors';
export { EntryModule, InvitationsModule, LinkModule } from './invitations.module';
export { InvitationsService, type IssuedInvitation, type NewLink } from './invitations.service';
export { LinkAndCode, type Attempt, type LinkKind } from './link-and-code';
export { OwnCodeService } from './own-code.service';
