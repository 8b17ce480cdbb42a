import { z } from 'zod';
import type { Place, SentSubmission } from '../../../../features/evidence';
import type { ClipId } from '../../../../kernel/ids';
import { acceptance, refusal } from '../../shell/clips/clip.model';
import { id, idOf, moment } from '../../shell/inputs/common';

/** Empty and too many are refused by the rule itself, in its own words. */
const clips = z.array(idOf<ClipId>()).max(1_000).describe('of this submission, picked by hand');
export const acceptanceTogether = acceptance.extend({ clips });
export const refusalTogether = refusal.extend({ clips });

export const submission = z.strictObject({
  id,
  reference: z.string(),
  investigationId: id,
  sentAt: moment,
  triagedAt: moment.nullable().describe('when its last clip was decided'),
});

export const submissionView = (row: SentSubmission): z.infer<typeof submission> => ({
  id: row.id,
  reference: row.reference,
  investigationId: row.investigationId,
  sentAt: row.sentAt.toISOString(),
  triagedAt: row.triagedAt?.toISOString() ?? null,
});

export const place = z.strictObject({
  previous: id.nullable(),
  next: id.nullable(),
  askedAt: moment.nullable().describe('when the original was asked for and has not come'),
  producer: z
    .strictObject({ producerName: z.string(), initials: z.string() })
    .nullable()
    .describe('proposed: of the clip that was accepted last of the same private link'),
});

export const placeView = (row: Place): z.infer<typeof place> => ({
  previous: row.previous,
  next: row.next,
  askedAt: row.askedAt?.toISOString() ?? null,
  producer: row.producer,
});
