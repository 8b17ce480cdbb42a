import { investigationSubject, type Fact } from '../../../../custody';
import type { InvestigationId, IssueId } from '../../../../kernel/ids';

/** What a recipient has done, as the log is told. */
export const recipientFact = (
  type: Fact['type'],
  { issueId, investigationId }: { readonly issueId: IssueId; readonly investigationId: InvestigationId },
  detail: NonNullable<Fact['detail']>,
): Fact => ({
  type,
  subject: investigationSubject(investigationId),
  actor: { kind: 'recipient', id: issueId },
  investigation: investigationId,
  recipient: issueId,
  detail: { issue: issueId, ...detail },
});
