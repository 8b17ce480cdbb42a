import { z } from 'zod';
import type { Classification, Verdict } from '../../../../features/disclosure';
import type { ClipId } from '../../../../kernel/ids';
import { ticked } from '../../shell/inputs/common';
import { decisionBody, reviewBody, scheduleBody } from './disclosure.model';
import { defineForm } from '../../shell/forms/form';

const isUnused = (classification: Classification): boolean =>
  classification === 'unused' || classification === 'sensitive';

const verdict = z
  .strictObject({
    ...decisionBody.pick({ classification: true, description: true, reason: true }).shape,
    items: ticked.refine((items) => items.length > 0, 'Tick the items that you decide about.'),
    meetsTest: z.enum(['yes', 'no']).optional(),
    originalToDefence: z.literal('yes').optional(),
  })
  .refine(({ classification, meetsTest }) => !isUnused(classification) || meetsTest !== undefined, {
    path: ['meetsTest'],
    message: 'Answer the question for unused material.',
  })
  .transform(({ items, meetsTest, originalToDefence, ...rest }): { items: ClipId[]; verdict: Verdict } => ({
    items,
    verdict: { ...rest, meetsTest: meetsTest === 'yes', originalToDefence: originalToDefence === 'yes' },
  }));

export const verdictForm = defineForm({
  id: 'decide',
  schema: verdict,
  labels: {
    items: 'Items',
    classification: 'Classification',
    meetsTest: 'Disclosure test',
    originalToDefence: 'Original file',
    description: 'Description',
    reason: 'Reason',
  },
  refusals: {
    'reason-needed': 'reason',
    'description-needed': 'description',
    'exhibit-needed': 'classification',
    'relevant-after-all': 'meetsTest',
    'original-not-allowed': 'originalToDefence',
  },
});

export const reviewForm = defineForm({
  id: 'review',
  schema: reviewBody,
  labels: { occasion: 'Why', reason: 'Reason' },
});

export const scheduleForm = defineForm({
  id: 'schedule',
  schema: scheduleBody
    .extend({ certified: z.union([z.string(), z.array(z.string())]).optional() })
    .transform(({ certified = [], ...rest }) => ({
      ...rest,
      certified: typeof certified === 'string' ? 1 : certified.length,
    })),
  labels: { form: 'Form', signedName: 'Signature', certified: 'Certification' },
  refusals: {
    'signature-needed': 'signedName',
    'certification-needed': 'certified',
    'schedule-out-of-date': '',
  },
});
