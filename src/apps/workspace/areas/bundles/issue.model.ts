import { z } from 'zod';
import { RECIPIENT_KINDS, type Issued } from '../../../../features/disclosure';
import type { IssueId } from '../../../../kernel/ids';
import { id, idOf, moment, pageOf, pageQuery } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

export const issueBody = z.strictObject({
  recipientKind: z
    .enum(RECIPIENT_KINDS, 'Choose who gets the bundle')
    .describe('a prosecution bundle goes to the prosecutor alone'),
  recipientName: z
    .string()
    .trim()
    .min(1, 'Enter who gets the bundle')
    .max(200)
    .describe('a firm, an office or a person; it stands on the receipt'),
  days: z.coerce.number('Enter a number of days').int().min(1).max(366).default(28),
  supersedes: idOf<IssueId>().optional().describe('an earlier link, which ends at once'),
});

export const renewBody = issueBody.pick({ days: true });

export const issued = z.strictObject({
  id,
  link: z.url().describe('shown only now'),
  code: z.string().describe('eight digits, shown only now; give it by another way than the link'),
  expiresAt: moment,
});
export const issuedView = ({ id, link, code, expiresAt }: Issued): z.infer<typeof issued> => ({
  id,
  link,
  code,
  expiresAt: expiresAt.toISOString(),
});

const issue = z.strictObject({
  id,
  recipientKind: z.enum(RECIPIENT_KINDS),
  recipientName: z.string(),
  state: z.enum(['open', 'locked', 'expired', 'revoked']),
  supersedes: id.nullable(),
  issuedAt: moment,
  expiresAt: moment,
  downloads: z.number().int(),
  lastDownloadAt: moment.nullable(),
});
export const issueQuery = pageQuery<IssueId>();
export const issuePage = pageOf(issue);

export const issueView = viewOf(issue);
