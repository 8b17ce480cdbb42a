import { z } from 'zod';
import type { ClipId } from '../../../../kernel/ids';
import { acceptance, refusal } from '../../shell/clips/clip.model';
import { id, idOf, moment } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

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

export const submissionView = viewOf(submission);

export const place = z.strictObject({
  previous: id.nullable(),
  next: id.nullable(),
  askedAt: moment.nullable().describe('when the original was asked for and has not come'),
  producer: z
    .strictObject({ producerName: z.string(), initials: z.string() })
    .nullable()
    .describe(
      'proposed: of the clip that was accepted last of the same private link, or the other person whose link it is',
    ),
});

export const placeView = viewOf(place);
