import { z } from 'zod';
import type { Team } from '../../../../features/investigations';
import { id } from './common';
import { details, investigation } from './investigation';

export const teamQuery = z.strictObject({
  urn: z.string().trim().min(1, 'Enter the crime reference.').max(40).describe('the whole crime reference'),
});

export const assignment = details.pick({ team: true, oicId: true });

/** Who works on it, and nothing of what it is about. */
export const team = z.strictObject({
  id,
  urn: z.string(),
  team: z.string().describe('empty when it belongs to no team'),
  oicId: id,
  oicName: z.string(),
  closedAt: investigation.shape.closedAt,
});

export const teamView = (row: Team): z.infer<typeof team> => ({
  id: row.id,
  urn: row.urn,
  team: row.team,
  oicId: row.oicId,
  oicName: row.oicName,
  closedAt: row.closedAt?.toISOString() ?? null,
});
