import { z } from 'zod';
import type { Flag } from '../../../../features/consent';
import { HOLDERS } from '../../../../features/invitations';
import { id, moment } from '../inputs/common';

export const flagList = z.strictObject({
  items: z.array(
    z.strictObject({
      id,
      kind: z.enum(['pressured', 'stopped', 'passed-on', 'locked-out']),
      investigationId: id,
      invitationId: id,
      holder: z.enum(HOLDERS).describe('whose link it is'),
      person: z.string().nullable().describe('name of another person; null: the victim'),
      at: moment,
      words: z.string(),
    }),
  ),
});

export const flagView = ({ urn: _urn, ...flag }: Flag) => ({ ...flag, at: flag.at.toISOString() });
