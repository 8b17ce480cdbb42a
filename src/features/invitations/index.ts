export { AssistanceService, type AssistedPass } from './assistance.service';
export { AttemptsRepository } from './attempts.repository';
export {
  agreementGaps,
  MAY_AGREE,
  OWN_VIEWS,
  PARENT_TOLD,
  PARENT_TOLD_WORDS,
  RELATION_WORDS,
  RELATIONS,
  WARD_WORDS,
  WARDS,
  type AgreesFor,
  type Relation,
} from './domain/agrees-for';
export { HOLDERS, otherOf, OTHER_WORDS, OTHERS, thirdPerson, type Holder, type Other } from './domain/holder';
export {
  NOTICE,
  NOTICE_VERSION,
  noticeLinesSha256,
  noticeSectionLines,
  noticeWordsVersion,
  type NoticeRoute,
  type NoticeSection,
} from './domain/notice';
export { PLACES, type Place } from './domain/place';
export { TOLD, TOLD_WORDS, VIEWS, type Asked, type PersonRequest } from './domain/person-request';
export { newAccessCode, newToken, secretHash, spokenCode, typedCode } from './domain/secrets';
export { isOwn, type AssistedSession, type Visitor } from './entry.repository';
export { EntryService } from './entry.service';
export type { Invitation } from './invitation.repository';
export {
  EntryDelayed,
  EntryRefused,
  ExtensionRefused,
  InvitationEnded,
  NotForOthers,
  NoticeNotConfirmed,
  OwnCodeNeeded,
  PageChanged,
  RequestChanged,
  SessionEnded,
  WrongOwnCode,
} from './invitations.errors';
export { EntryModule, InvitationsModule, LinkModule } from './invitations.module';
export { InvitationsService, type IssuedInvitation, type NewLink } from './invitations.service';
export { LinkAndCode, type Attempt, type LinkKind } from './link-and-code';
export {
  AGREES_FOR,
  isParentOpen,
  isParentTold,
  isTellingDue,
  isTold,
  type PersonRequestRow,
  type Telling,
  requestSeen,
} from './person-request.repository';
export { PersonRequestsService } from './person-requests.service';
export { OwnCodeService } from './own-code.service';
