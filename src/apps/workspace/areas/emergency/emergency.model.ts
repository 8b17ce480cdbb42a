import { z } from 'zod';
import type { EmergencyAccess } from '../../../../features/emergency';
import { id, moment, pageOf } from '../../shell/inputs/common';

export const newEmergency = z.strictObject({
  urn: z.string().trim().min(1, 'Enter the crime reference.').max(60),
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

export const emergencyView = (row: EmergencyAccess): z.infer<typeof emergency> => ({
  id: row.id,
  investigationId: row.investigationId,
  urn: row.urn,
  officerId: row.officerId,
  officerName: row.officerName,
  reason: row.reason,
  startedAt: row.startedAt.toISOString(),
  endsAt: row.endsAt.toISOString(),
  open: row.open,
  seenAt: row.seenAt?.toISOString() ?? null,
  seenByName: row.seenByName,
});
