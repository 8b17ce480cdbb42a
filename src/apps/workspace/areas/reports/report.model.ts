import { z } from 'zod';
import { CHANNELS, REPORT_STEPS } from '../../../../features/consent';
import { HOLDERS } from '../../../../features/invitations';
import { id, moment, pageOf } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

const LONGEST = 4000;

export const newStep = z
  .strictObject({
    step: z.enum(REPORT_STEPS, 'Choose what you did.'),
    words: z.string().trim().max(LONGEST, 'Use at most 4,000 characters.').default(''),
  })
  .refine(({ step, words }) => step === 'taken-up' || words !== '', {
    path: ['words'],
    message: 'Write it in a sentence.',
  });

const report = z.strictObject({
  id,
  kind: z.enum(['pressured', 'stopped']),
  at: moment,
  urn: z.string(),
  holder: z.enum(HOLDERS).describe('whose link it came by'),
  person: z.string().nullable().describe('name of another person; null until you have taken it up'),
  hasWords: z.boolean().describe('they wrote something'),
  words: z.string().describe('empty until you have taken it up'),
  takenUp: z.boolean().describe('by you'),
  linkMadeBy: z.string().nullable().describe('whom not to ask; null until you have taken it up'),
  state: z.enum(['new', ...REPORT_STEPS]).describe('the newest step of anybody'),
  stateAt: moment.nullable(),
  stateBy: z.string().nullable(),
});

export const reportPage = pageOf(report);
export const reportView = viewOf(report);

export const reportOpened = z.strictObject({
  ...report.shape,
  steps: z
    .array(
      z.strictObject({
        id,
        step: z.enum(REPORT_STEPS),
        words: z.string(),
        officerName: z.string(),
        at: moment,
      }),
    )
    .describe('oldest first; none until you have taken it up'),
  safeContact: z
    .strictObject({
      doNotContact: z.boolean(),
      channel: z.enum(CHANNELS),
      address: z.string(),
      days: z.array(z.number().int()).readonly(),
      from: z.string(),
      until: z.string(),
      never: z.string(),
    })
    .nullable()
    .describe('as the officers of the case recorded it; null until you have taken it up'),
});
export const reportOpenedView = viewOf(reportOpened);
