import { z } from 'zod';
import type { RedactionChoice } from '../../../../features/disclosure';
import type { RedactionId } from '../../../../kernel/ids';
import { id, idOf, moment } from '../../shell/inputs/common';
import { viewOf } from '../../shell/inputs/view';

const reason = z.string().trim().min(1, 'Say why.').max(1_000);

export const newChoice = z.strictObject({
  redaction: idOf<RedactionId>()
    .nullable()
    .describe('an approved version or extract; null: the item goes whole'),
  reason: reason.describe('the log commits to it'),
  known: id
    .nullable()
    .optional()
    .describe(
      'the choice that was read, null for none: where another was made since, nothing is chosen. Without it nobody asks',
    ),
});

const choice = z.strictObject({
  id,
  redactionId: id.nullable().describe('null: whole'),
  version: z.number().int().nullable(),
  extract: z.string().nullable().describe('its reference, where it goes as an extract'),
  mayGo: z.boolean().describe('false once the copy was refused, or is of another master'),
  reason: z.string(),
  chosenBy: z.string(),
  at: moment,
});
const choiceView = viewOf(choice);
export const choiceAnswer = z.strictObject({
  choice: choice.nullable().describe('null: nobody has chosen, so it goes whole'),
});
export const choiceAnswerView = (found: RedactionChoice | undefined): z.infer<typeof choiceAnswer> => ({
  choice: found === undefined ? null : choiceView(found),
});

/** The same as a form sends it. */
export const choiceForm = z.strictObject({
  redaction: z.union([z.literal('whole').transform(() => null), idOf<RedactionId>()], 'Choose how it goes.'),
  reason,
  /** The choice that the page showed; none where it says nothing. */
  known: id.or(z.literal('').transform(() => null)).default(null),
});
