import { z } from 'zod';
import {
  CLASSIFICATIONS,
  FORMS,
  OCCASIONS,
  type Classification,
  type ItemChoice,
  type Verdict,
} from '../../../../features/disclosure';
import type { ClipId } from '../../../../kernel/ids';
import { ticked } from '../../shell/inputs/common';
import { descriptionText } from './disclosure.model';
import { reasonText } from '../../shell/inputs/common';
import { defineForm } from '../../shell/forms/form';

const isUnused = (classification: Classification): boolean =>
  classification === 'unused' || classification === 'sensitive';

/** Exhibits alone, or everything else. */
export const chosenOf = z
  .enum(['exhibits', 'others', ''])
  .optional()
  .transform((of) => (of === '' ? undefined : of));

interface Decided {
  readonly items: readonly ClipId[];
  /** Instead of the items that are ticked: all that match. */
  readonly matching: ItemChoice | undefined;
  readonly verdict: Verdict;
}

const verdict = z
  .strictObject({
    items: ticked,
    /** All that the list holds, shown or not. */
    all: z.literal('yes').optional(),
    show: z.literal('all').or(z.literal('')).optional(),
    of: chosenOf,
    classification: z.enum(CLASSIFICATIONS),
    meetsTest: z.enum(['yes', 'no']).optional(),
    originalToDefence: z.literal('yes').optional(),
    description: descriptionText,
    reason: reasonText,
  })
  .refine(({ classification, meetsTest }) => !isUnused(classification) || meetsTest !== undefined, {
    path: ['meetsTest'],
    message: 'Answer the question for unused material.',
  })
  .refine(({ items, all }) => items.length > 0 || all !== undefined, {
    path: ['items'],
    message: 'Tick the items that you decide about.',
  })
  .transform(({ items, all, show, of, meetsTest, originalToDefence, ...rest }): Decided => ({
    items,
    matching: all === undefined ? undefined : { workListOnly: show !== 'all', of },
    verdict: { ...rest, meetsTest: meetsTest === 'yes', originalToDefence: originalToDefence === 'yes' },
  }));

export const verdictForm = defineForm({
  id: 'decide',
  schema: verdict,
  labels: {
    items: 'Items',
    all: 'All items',
    show: 'List',
    of: 'List',
    classification: 'Classification',
    meetsTest: 'Disclosure test',
    originalToDefence: 'Original file',
    description: 'Description',
    reason: 'Reason',
  },
  refusals: {
    'too-many-items': 'items',
    'reason-needed': 'reason',
    'description-needed': 'description',
    'exhibit-needed': 'classification',
    'relevant-after-all': 'meetsTest',
    'original-not-allowed': 'originalToDefence',
  },
});

export const reviewForm = defineForm({
  id: 'review',
  schema: z.strictObject({ occasion: z.enum(OCCASIONS), reason: reasonText }),
  labels: { occasion: 'Why', reason: 'Reason' },
});

export const scheduleForm = defineForm({
  id: 'schedule',
  schema: z
    .strictObject({
      form: z.enum(FORMS),
      signedName: z.string().max(100).optional(),
      certified: z.union([z.string(), z.array(z.string())]).optional(),
    })
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
