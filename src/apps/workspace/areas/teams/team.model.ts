import { z } from 'zod';
import { headingSeen, type Heading } from '../../../../features/investigations';
import { id, lineText, moment, seenField, seenThere, seenView } from '../../shell/inputs/common';
import { leading } from '../../shell/people/people.model';
import { viewOf } from '../../shell/inputs/view';

export const teamQuery = z.strictObject({
  urn: lineText().min(1, 'Enter the crime reference.').max(40).describe('the whole crime reference'),
});

export const assignment = z.strictObject(leading);
/** Of a program: with what it read. */
export const assignmentSent = assignment.extend({ seen: seenThere });
/** Of a page: with what it showed. */
export const assignmentTyped = assignment.extend({ seen: seenField });

/** Who works on it, and nothing of what it is about. */
export const team = z.strictObject({
  id,
  urn: z.string(),
  team: z.string().describe('empty when it belongs to no team'),
  oicId: id,
  oicName: z.string(),
  closedAt: moment.nullable(),
  seen: seenView,
});

const view = viewOf(team);
export const teamView = (row: Heading): z.infer<typeof team> => view({ ...row, seen: headingSeen(row) });
