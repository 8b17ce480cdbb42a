import { z } from 'zod';
import { WORK_KINDS, WORK_MATTERS, type WorkKind } from '../../../../features/work';
import { flagList } from '../../shell/flags/flag.model';
import { id, moment, pageOf } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

export const workKind = z.enum(WORK_KINDS);
export const workAfter = id.optional();

export const workLine = z.strictObject({
  id: id.describe(
    'of the message, submission, clip, private link, request, disposal or investigation that it is about',
  ),
  matter: z.enum(WORK_MATTERS),
  investigationId: id,
  urn: z.string(),
  at: moment.describe('since when; of a deletion: from when the copy on the doorbell may be gone'),
  name: z
    .string()
    .describe(
      'file name, exhibit reference, reference of the submission, or the name of another person who is asked',
    ),
  count: z.number().int().nullable().describe('clips that wait'),
  clipId: id.nullable(),
  submissionId: id.nullable(),
  invitationId: id.nullable(),
});

export const workPage = pageOf(workLine);

export const workAtHand = z.strictObject({
  flags: flagList.shape.items,
  messages: workPage,
  submissions: workPage,
  failing: workPage,
  deletions: workPage,
  checks: workPage,
  notices: workPage,
  parents: workPage,
  reviews: workPage,
} satisfies Record<WorkKind | 'flags', z.ZodType>);

export const workView = viewOf(workLine);
