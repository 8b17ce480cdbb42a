import { z } from 'zod';
import {
  BUNDLE_KINDS,
  CLASSIFICATIONS,
  FORMS,
  OCCASIONS,
  type Classification,
  type Verdict,
} from '../../../features/disclosure';
import type { BundleId, ClipId } from '../../../kernel/ids';
import { idOf } from '../api/models/common';
import { descriptionText, reasonText } from '../api/models/disclosure';

/** Ticked boxes of one name: none, one or several. */
const ticked = z
  .union([z.array(idOf<ClipId>()), idOf<ClipId>().transform((one) => [one])])
  .optional()
  .transform((items) => items ?? []);

const isUnused = (classification: Classification): boolean =>
  classification === 'unused' || classification === 'sensitive';

export const verdictForm = z
  .strictObject({
    items: ticked.refine((items) => items.length > 0, 'Tick the items that you decide about.'),
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
  .transform(({ items, meetsTest, originalToDefence, ...rest }): { items: ClipId[]; verdict: Verdict } => ({
    items,
    verdict: { ...rest, meetsTest: meetsTest === 'yes', originalToDefence: originalToDefence === 'yes' },
  }));

export const reviewForm = z.strictObject({ occasion: z.enum(OCCASIONS), reason: reasonText });

export const scheduleForm = z
  .strictObject({
    form: z.enum(FORMS),
    signedName: z.string().max(100).optional(),
    certified: z.union([z.string(), z.array(z.string())]).optional(),
  })
  .transform(({ certified = [], ...rest }) => ({
    ...rest,
    certified: typeof certified === 'string' ? 1 : certified.length,
  }));

export const bundleForm = z
  .strictObject({
    kind: z.enum(BUNDLE_KINDS),
    items: ticked,
    supersedes: z.union([z.literal('').transform(() => undefined), idOf<BundleId>()]).optional(),
  })
  .refine(({ items }) => items.length > 0, { path: ['items'], message: 'Tick the items that go in.' });

export const kindQuery = z.enum(BUNDLE_KINDS);

/** The field that the code of a refused decision belongs to. */
export const VERDICT_FIELDS: Readonly<Record<string, string>> = {
  'reason-needed': 'reason',
  'description-needed': 'description',
  'exhibit-needed': 'classification',
  'relevant-after-all': 'meetsTest',
  'original-not-allowed': 'originalToDefence',
};
