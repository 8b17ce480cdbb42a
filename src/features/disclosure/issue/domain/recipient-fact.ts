import { investigationSubject, type Fact, type Statement } from '../../../../custody';
import type { InvestigationId, IssueId } from '../../../../kernel/ids';

/** What a recipient has done, as the log is told. */
export const recipientFact = (
  { issueId, investigationId }: { readonly issueId: IssueId; readonly investigationId: InvestigationId },
  said: Statement<'issue-locked' | 'bundle-downloaded'>,
): Fact => ({
  ...said,
  subject: investigationSubject(investigationId),
  actor: { kind: 'recipient', id: issueId },
  investigation: investigationId,
  recipient: issueId,
});
