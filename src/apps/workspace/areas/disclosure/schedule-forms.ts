import { z } from 'zod';
import { ENDORSEMENTS } from '../../../../features/disclosure';
import { defineForm } from '../../shell/forms/form';
import { seenField } from '../../shell/inputs/common';
import { endorsementListBody, sendingBody, signatureBody } from './disclosure.model';

export const signatureForm = defineForm({
  id: 'sign',
  schema: signatureBody,
  labels: { signedName: 'Signature' },
  refusals: { 'signature-needed': 'signedName' },
});

export const sendingForm = defineForm({
  id: 'send',
  schema: sendingBody,
  labels: { to: 'Sent to' },
});

const positions = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => [given ?? []].flat().map(Number));

/** One answer about the rows that are ticked, or about every row. */
export const endorseForm = defineForm({
  id: 'endorse',
  schema: z
    .strictObject({
      prosecutor: endorsementListBody.shape.prosecutor,
      rows: positions,
      all: z.literal('yes').optional(),
      answer: z.enum(ENDORSEMENTS, 'Choose D, I or CND.'),
      comment: z.string().trim().max(1_000).default(''),
      seen: seenField,
    })
    .refine(({ rows, all }) => rows.length > 0 || all !== undefined, {
      path: ['rows'],
      message: 'Tick the items that were endorsed.',
    }),
  labels: {
    prosecutor: 'Prosecutor',
    rows: 'Items',
    all: 'Every item',
    answer: 'Endorsement',
    comment: 'Comment',
    seen: '',
  },
  refusals: { 'endorsements-refused': 'rows' },
});

export const listForm = defineForm({
  id: 'list',
  schema: endorsementListBody.extend({ seen: seenField }),
  labels: { prosecutor: 'Prosecutor', csv: 'List', seen: '' },
  refusals: { 'endorsements-refused': 'csv' },
});
