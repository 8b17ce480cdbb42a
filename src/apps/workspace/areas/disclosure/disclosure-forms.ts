import { z } from 'zod';
import {
  ITEMS_OF,
  type Classification,
  type ItemChoice,
  type Verdict,
} from '../../../../features/disclosure';
import type { AllShown } from '../../../../kernel/all-shown';
import type { ClipId, DecisionId, ReviewId } from '../../../../kernel/ids';
import { idOf, ticked } from '../../shell/inputs/common';
import { decisionBody, reviewBody, scheduleBody } from './disclosure.model';
import { defineForm } from '../../shell/forms/form';

const isUnused = (classification: Classification): boolean =>
  classification === 'unused' || classification === 'sensitive';

/** Exhibits, what is written, or everything else. */
export const chosenOf = z
  .enum([...ITEMS_OF, ''])
  .optional()
  .transform((of) => (of === '' ? undefined : of));

interface Decided {
  readonly items: readonly ClipId[];
  /** Instead of the items that are ticked: all that match. */
  readonly matching: (ItemChoice & { readonly shown: AllShown | undefined }) | undefined;
  /** The newest decision that the page could show. */
  readonly known: DecisionId | null;
  /** The newest review that it showed. */
  readonly review: ReviewId | null;
  readonly verdict: Verdict;
}

const verdict = z
  .strictObject({
    ...decisionBody.pick({ classification: true, description: true, reason: true, rebuttal: true }).shape,
    items: ticked,
    /** All that the list holds, shown or not. */
    all: z.literal('yes').optional(),
    /** What that was when the page was made. */
    shown: z.string().max(40).optional(),
    /** The newest decision then; none where it says nothing. */
    known: idOf<DecisionId>()
      .or(z.literal('').transform(() => null))
      .default(null),
    /** The newest review then; none where it says nothing. */
    review: idOf<ReviewId>()
      .or(z.literal('').transform(() => null))
      .default(null),
    show: z.literal('all').or(z.literal('')).optional(),
    of: chosenOf,
    meetsTest: z.enum(['yes', 'no']).optional(),
    originalToDefence: z.literal('yes').optional(),
    despiteVersion: z.literal('yes').optional(),
  })
  .refine(({ classification, meetsTest }) => !isUnused(classification) || meetsTest !== undefined, {
    path: ['meetsTest'],
    message: 'Answer the question for unused material.',
  })
  .refine(({ items, all }) => items.length > 0 || all !== undefined, {
    path: ['items'],
    message: 'Tick the items that you decide about.',
  })
  .transform(
    ({
      items,
      all,
      shown,
      known,
      review,
      show,
      of,
      meetsTest,
      originalToDefence,
      despiteVersion,
      ...rest
    }): Decided => ({
      items,
      known,
      review,
      matching:
        all === undefined
          ? undefined
          : { workListOnly: show !== 'all', of, shown: shown as AllShown | undefined },
      verdict: {
        ...rest,
        meetsTest: meetsTest === 'yes',
        originalToDefence: originalToDefence === 'yes',
        despiteVersion: despiteVersion === 'yes',
      },
    }),
  );

export const verdictForm = defineForm({
  id: 'decide',
  schema: verdict,
  labels: {
    items: 'Items',
    all: 'All items',
    shown: 'All items',
    known: 'Items',
    review: 'Items',
    show: 'List',
    of: 'List',
    classification: 'Classification',
    meetsTest: 'Disclosure test',
    originalToDefence: 'Original file',
    description: 'Description',
    reason: 'Reason',
    rebuttal: 'Why presumed material is not disclosed',
    despiteVersion: 'Another version',
  },
  refusals: {
    'rebuttal-needed': 'rebuttal',
    'unknown-placeholder': 'description',
    'too-many-items': 'items',
    'others-match': 'items',
    'decided-meanwhile': 'items',
    'version-decided-otherwise': 'despiteVersion',
    'reviewed-meanwhile': 'items',
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
  },
});
