import { z } from 'zod';
import {
  CHANGES,
  FATES,
  namesDevice,
  PERSON,
  personNumber,
  RISKS,
  STATES,
  type Figures,
  type Registered,
} from '../../../../features/scheme';
import type { DoorbellId } from '../../../../kernel/ids';
import { id, idOf, moment, pageOf } from '../../shell/inputs/common';

export const personText = z
  .string()
  .transform(personNumber)
  .pipe(z.string().regex(PERSON, 'Give the number of the person in the scheme, like P-0042. Never a name.'))
  .describe('the scheme’s own number for the person');
const named = (most: number) =>
  z
    .string()
    .trim()
    .min(1, 'Please fill this in.')
    .max(most, `Use at most ${most} characters.`)
    .refine((text) => !namesDevice(text), 'Leave out serial numbers and addresses of one device.');
const day = z.iso.date('Give a date.').refine((date) => date >= '2010-01-01', 'This date is too long ago.');
const why = z.string().trim().min(1, 'Say why, in a few words.').max(500);
const pence = z.number().int().min(0).max(10_000_000).describe('pence');

const device = { givenOn: day, make: named(40), model: named(60), costPence: pence };
export const doorbell = z.strictObject({
  person: personText,
  force: z.string().min(1, 'Choose one.').max(80),
  risk: z.enum(RISKS, 'Choose one.'),
  ...device,
});

const because = {
  version: z.coerce.number().int().min(1).describe('the version that you looked at'),
  reason: why,
};
export const correction = doorbell.extend(because);
export const fate = z.strictObject({ fate: z.enum(FATES, 'Choose one.'), on: day, ...because });
export const replacement = z.strictObject({ ...device, ...because });

export const registerQuery = z.strictObject({
  after: idOf<DoorbellId>().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  person: personText.optional(),
});

const entry = z.strictObject({
  version: z.number().int(),
  change: z.enum(CHANGES),
  person: z.string(),
  force: z.string(),
  givenOn: z.string(),
  make: z.string(),
  model: z.string(),
  risk: z.enum(RISKS),
  costPence: pence,
  state: z.enum(STATES),
  endedOn: z.string().nullable(),
  reason: z.string(),
});
const registered = entry.extend({
  id,
  replaces: id.nullable().describe('instead of which doorbell it was given'),
  replacedBy: id.nullable(),
});
export const registerPage = pageOf(registered);
export const doorbellDetail = registered.extend({
  versions: z.array(entry.extend({ recordedBy: id, recordedAt: moment })),
});
export const registeredView = (row: Registered): z.infer<typeof registered> => ({ ...row });

export const figures = z.strictObject({
  budgetPence: z.number().int(),
  spentPence: z.number().int(),
  leftPence: z.number().int().describe('below zero when more was spent than there was'),
  doorbells: z.number().int(),
  people: z.number().int().describe('each counted once'),
  repeatPeople: z.number().int(),
  states: z.strictObject({
    out: z.number().int(),
    returned: z.number().int(),
    lost: z.number().int(),
    replaced: z.number().int(),
  }),
  months: z.array(
    z.strictObject({
      month: z.string(),
      force: z.string(),
      given: z.number().int(),
      high: z.number().int(),
      medium: z.number().int(),
      firstTime: z.number().int(),
      again: z.number().int(),
      replacements: z.number().int(),
      costPence: z.number().int(),
    }),
  ),
});
export const figuresView = (of: Figures): z.infer<typeof figures> => ({ ...of, months: [...of.months] });
