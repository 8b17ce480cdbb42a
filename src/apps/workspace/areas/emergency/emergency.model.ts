import { z } from 'zod';
import { id, lineText, moment, pageOf } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

export const newEmergency = z.strictObject({
  urn: lineText().min(1, 'Enter the crime reference.').max(60),
  reason: z
    .string()
    .trim()
    .min(10, 'Say in a sentence why you need it now.')
    .max(1000, 'Use at most 1,000 characters.'),
});

export const emergency = z.strictObject({
  id,
  investigationId: id,
  urn: z.string(),
  officerId: id,
  officerName: z.string(),
  reason: z.string(),
  startedAt: moment,
  endsAt: moment.describe('when it ends by itself, or ended'),
  open: z.boolean(),
  seenAt: moment.nullable().describe('by a supervisor'),
  seenByName: z.string().nullable(),
});

export const emergencyPage = pageOf(emergency);

export const emergencyView = viewOf(emergency);
