export { RECIPIENT_KINDS, RECIPIENT_WORDS, recipientsOf, type RecipientKind } from './domain/recipient';
export { CannotReplace, IssueRefused, RecipientSessionEnded, WrongRecipient } from './issue.errors';
export { IssueModule, RecipientsModule } from './issue.module';
export type { Issue } from './issues.repository';
export { IssuesService, type Issued, type NewIssue } from './issues.service';
export { RecipientEntry } from './recipient-entry.service';
export { RecipientsService, type GivenBundle } from './recipients.service';
