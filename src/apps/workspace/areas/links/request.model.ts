import { z } from 'zod';
import {
  OTHERS,
  TOLD,
  VIEWS,
  type PersonRequest,
  type PersonRequestRow,
} from '../../../../features/invitations';
import { londonDay } from '../../../../kernel/london-day';
import { id, moment } from '../../shell/inputs/common';
import { invitationDays } from './link.model';

const line = z.string().trim();
const words = line.max(2000);
const needed = (message: string) => words.min(1, message);

/** What the person reads. */
const shown = {
  personName: line.min(2, 'Write their name.').max(100).describe('who produces what comes in'),
  organisation: line.max(200).default(''),
  asked: needed('Write what you ask for.').describe('what is asked for; the person reads it'),
  reason: needed('Write why you ask.').describe('why; the person reads it'),
  ask: line.max(200).default('').describe('whom the person may ask; they read it'),
};

const test = z
  .strictObject({
    enquiry: needed('Write the line of enquiry.').describe('the reasonable line of enquiry'),
    necessity: needed('Write why.').describe('why it is necessary and proportionate'),
    alternatives: needed('Write what you looked at.').describe('less intrusive means that were looked at'),
    views: z.enum(VIEWS, 'Choose one.'),
    viewsWords: needed('Write what the victim said, or why not.').describe(
      'what the victim said; or why their views were not sought',
    ),
    told: z
      .enum(TOLD, 'Choose one.')
      .describe(
        'when the victim has a written notice of the request; not-given: section 44B(5), and the person is not told',
      ),
    toldWords: needed('Write how, or why not.').describe(
      'how it was given; why it comes later; or on which ground it is not given',
    ),
  })
  .describe(
    'Police, Crime, Sentencing and Courts Act 2022, Chapter 3A of Part 2; null: footage of their own, freely given',
  );

const request = { ...shown, test: test.nullable() };
const correction = needed('Write why it is being corrected.').describe(
  'why the record before it is being corrected; that one stays',
);

/** Names nobody but the person who is asked: what they read must not name the victim, which no program can check. */
export const newRequest = invitationDays.extend({
  holder: z.enum(OTHERS).describe('who is asked'),
  language: line.max(40).default('').describe('in which their pages open (BCP 47)'),
  ...request,
});
export const correctedRequest = z.strictObject({
  ...request,
  holder: z
    .enum(OTHERS)
    .exactOptional()
    .describe('who they are, where that was wrong: the link goes by it from then on'),
  correction,
});

const givenOn = z.iso
  .date('Give the day.')
  .refine((day) => day <= londonDay(new Date()), 'It lies ahead. Record it once the notice was given.');
const tellingWords = needed('Write how, or why not.');
export const newTelling = z.strictObject({
  request: id.describe('the newest record of what is asked, which the notice is of'),
  givenOn: givenOn
    .nullable()
    .describe('day of the written notice, YYYY-MM-DD; null: what was recorded of it does not hold'),
  words: tellingWords.describe('how it was given, or why the record before does not hold'),
});
/** The same from a form. */
export const tellingForm = z
  .strictObject({
    request: id,
    told: z.enum(['given', 'not-given']).default('given'),
    givenOn: line.default(''),
    words: tellingWords,
  })
  .transform(({ request: of, told, givenOn: given, words: how }, context) => {
    if (told === 'not-given') return { request: of, givenOn: null, words: how };
    const day = givenOn.safeParse(given);
    for (const { message } of day.error?.issues ?? [])
      context.addIssue({ code: 'custom', path: ['givenOn'], message });
    return { request: of, givenOn: day.data ?? null, words: how };
  });

const telling = z.strictObject({
  givenOn: z.string().nullable(),
  words: z.string(),
  madeBy: z.string(),
  madeAt: moment,
});

export const requestList = z.strictObject({
  items: z.array(
    z.strictObject({
      ...{
        id,
        holder: z.enum(OTHERS),
        ...request,
        correction: z.string(),
        madeBy: z.string(),
        madeAt: moment,
      },
      tellings: z
        .array(telling)
        .describe(
          'where the victim is told later: that it was done, newest record first; the first one counts',
        ),
    }),
  ),
});

export const requestView = ({ madeAt, tellings, ...row }: PersonRequestRow) => ({
  ...row,
  tellings: tellings.map((one) => ({ ...one, madeAt: one.madeAt.toISOString() })),
  madeAt: madeAt.toISOString(),
});

const BASES = ['voluntary', 'about-victim'] as const;
const TEST_FIELDS = [
  'enquiry',
  'necessity',
  'alternatives',
  'views',
  'viewsWords',
  'told',
  'toldWords',
] as const;
type TestField = (typeof TEST_FIELDS)[number];

const open = z.string().trim().default('');
const fields = {
  ...shown,
  basis: z.enum(BASES, 'Choose one.'),
  ...(Object.fromEntries(TEST_FIELDS.map((field) => [field, open])) as Record<TestField, typeof open>),
};
type Given = Readonly<Record<TestField, string>> &
  Omit<PersonRequest, 'test'> & { readonly basis: (typeof BASES)[number] };

/** The same from a form: the questions of the test stand on it for both, and are answered for one. */
function withTest(given: Given, context: z.RefinementCtx): PersonRequest {
  const { basis, enquiry, necessity, alternatives, views, viewsWords, told, toldWords, ...rest } = given;
  const answers = { enquiry, necessity, alternatives, views, viewsWords, told, toldWords };
  const request = {
    ...{ personName: rest.personName, organisation: rest.organisation },
    ...{ asked: rest.asked, reason: rest.reason, ask: rest.ask },
  };
  if (basis === 'voluntary') {
    for (const field of TEST_FIELDS)
      if (answers[field] !== '')
        context.addIssue({
          code: 'custom',
          path: [field],
          message: 'This is for information about the victim. Leave it empty, or choose that above.',
        });
    return { ...request, test: null };
  }
  const tested = test.safeParse(answers);
  if (tested.success) return { ...request, test: tested.data };
  for (const { path, message } of tested.error.issues) context.addIssue({ code: 'custom', path, message });
  return { ...request, test: null };
}

export const newRequestForm = z
  .strictObject({
    holder: z.enum(OTHERS, 'Choose one.'),
    ...fields,
    valid: invitationDays.shape.days,
    language: line.max(40).default(''),
  })
  .transform(({ holder, valid, language, ...given }, context) => ({
    ...{ holder, days: valid, language },
    request: withTest(given, context),
  }));

export const correctionForm = z
  .strictObject({ holder: z.enum(OTHERS, 'Choose one.'), ...fields, correction })
  .transform(({ holder, correction: why, ...given }, context) => ({
    ...{ holder, correction: why },
    ...withTest(given, context),
  }));

/** What a form shows of a record, to be put right. */
export const valuesOf = ({
  holder,
  personName,
  organisation,
  asked,
  reason,
  ask,
  test: of,
}: PersonRequestRow) => ({
  ...{ holder, personName, organisation, asked, reason, ask },
  basis: of === null ? 'voluntary' : 'about-victim',
  ...of,
});
