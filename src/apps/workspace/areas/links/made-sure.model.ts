import { z } from 'zod';
import { OWN_VIEWS, PARENT_TOLD } from '../../../../features/invitations';

/**
 * What is recorded of an agreement for another (Police, Crime, Sentencing and Courts Act 2022, section 38).
 * @param some words, or null: how an empty field of a form is read differs from the API
 */
export const madeSureFields = <Words extends z.ZodType<string | null>>(some: Words) => ({
  nobodyCloser: some.describe('of a responsible adult: why nobody closer was available'),
  ownViews: z.enum(OWN_VIEWS).nullable().default(null).describe('of a child: whether it was asked'),
  ownViewsWords: some.describe('of a child: what it said, or why it was not asked'),
  parent: z
    .enum(PARENT_TOLD)
    .nullable()
    .default(null)
    .describe('of a child for whom a responsible adult agrees: whether a parent or guardian was told'),
  parentWords: some.describe('how they were told; why it comes later; or why not'),
});
