import { z } from 'zod';
import type { Team } from '../../../../features/investigations';
import { id, moment } from '../../shell/inputs/common';
import { leading } from '../../shell/people/people.model';

export const teamQuery = z.strictObject({
  urn: z.string().trim().min(1, 'Enter the crime reference.').max(40).describe('the whole crime reference'),
});

export const assignment = z.strictObject(leading);

/** Who works on it, and nothing of what it is about. */
export const team = z.strictObject({
  id,
  urn: z.string(),
  team: z.string().describe('empty when it belongs to no team'),
  oicId: id,
  oicName: z.string(),
  closedAt: moment.nullable(),
});

export const teamView = (row: Team): z.infer<typeof team> => ({
  id: row.id,
  urn: row.urn,
  team: row.team,
  oicId: row.oicId,
  oicName: row.oicName,
  closedAt: row.closedAt?.toISOString() ?? null,
});
