export { NOTICE_VERSION, type NoticeRoute } from './domain/notice';
export { spokenCode } from './domain/secrets';
export type { Visitor } from './entry.repository';
export { EntryService } from './entry.service';
export type { Invitation } from './invitation.repository';
export { EntryRefused, InvitationEnded, NoticeNotConfirmed, SessionEnded } from './invitations.errors';
export { EntryModule, InvitationsModule } from './invitations.module';
export { InvitationsService, type IssuedInvitation } from './invitations.service';
