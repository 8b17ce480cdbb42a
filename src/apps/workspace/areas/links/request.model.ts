import { z } from 'zod';
import {
  agreementGaps,
  OTHERS,
  RELATIONS,
  TOLD,
  VIEWS,
  WARDS,
  type AgreesFor,
  type PersonRequest,
  type PersonRequestRow,
} from '../../../../features/invitations';
import { londonDay } from '../../../../kernel/london-day';
import { id, moment, seenField, seenThere, seenView } from '../../shell/inputs/common';
import { invitationDays } from './link.model';
import { madeSureFields } from './made-sure.model';

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

const some = words.min(1).nullable().default(null);
const agreement = z
  .strictObject({
    whom: z.enum(WARDS).describe('child: under 18; helped: an adult without capacity'),
    relation: z.enum(RELATIONS).describe('as what they agree'),
    ...madeSureFields(some),
  })
  .superRefine((given, context) => {
    for (const { field, message } of agreementGaps(given))
      context.addIssue({ code: 'custom', path: [field], message });
  })
  .describe(
    'Police, Crime, Sentencing and Courts Act 2022, section 38: they agree for somebody else; null: they decide for themselves',
  );

const request = { ...shown, test: test.nullable(), agreesFor: agreement.nullable().default(null) };
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
  seen: seenThere,
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
  seen: seenThere,
});
export const newParentTelling = z.strictObject({
  request: id.describe('the newest record of what is asked, with which no parent was told'),
  givenOn: givenOn
    .nullable()
    .describe('day on which a parent was told, YYYY-MM-DD; null: what was recorded of it does not hold'),
  words: tellingWords.describe('how, or why the record before does not hold'),
  seen: seenThere,
});
/** The same from a form. */
export const tellingForm = z
  .strictObject({
    request: id,
    told: z.enum(['given', 'not-given']).default('given'),
    givenOn: line.default(''),
    words: tellingWords,
    seen: seenField,
  })
  .transform(({ request: of, told, givenOn: given, words: how, seen }, context) => {
    if (told === 'not-given') return { request: of, givenOn: null, words: how, seen };
    const day = givenOn.safeParse(given);
    for (const { message } of day.error?.issues ?? [])
      context.addIssue({ code: 'custom', path: ['givenOn'], message });
    return { request: of, givenOn: day.data ?? null, words: how, seen };
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
      parentTellings: z.array(telling).describe('the same of a parent who was not told when it was recorded'),
    }),
  ),
  seen: seenView.describe('names the newest record; given as `seen` with a correction or a notice'),
});

const tellingViews = (tellings: PersonRequestRow['tellings']) =>
  tellings.map((one) => ({ ...one, madeAt: one.madeAt.toISOString() }));

export const requestView = ({ madeAt, tellings, parentTellings, ...row }: PersonRequestRow) => ({
  ...row,
  ...{ tellings: tellingViews(tellings), parentTellings: tellingViews(parentTellings) },
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
const AGREEMENT_FIELDS = [
  'relation',
  'nobodyCloser',
  'ownViews',
  'ownViewsWords',
  'parent',
  'parentWords',
] as const;
type AgreementField = (typeof AGREEMENT_FIELDS)[number];

const open = z.string().trim().default('');
const fields = {
  ...shown,
  basis: z.enum(BASES, 'Choose one.'),
  agreesFor: z.enum(['self', ...WARDS], 'Choose one.'),
  ...(Object.fromEntries([...TEST_FIELDS, ...AGREEMENT_FIELDS].map((field) => [field, open])) as Record<
    TestField | AgreementField,
    typeof open
  >),
};
type Given = Readonly<Record<TestField | AgreementField, string>> &
  Omit<PersonRequest, 'test' | 'agreesFor'> & {
    readonly basis: (typeof BASES)[number];
    readonly agreesFor: 'self' | AgreesFor['whom'];
  };

/** The same from a form: the questions of the Act stand on it for all, and are answered where somebody agrees for another. */
function agreementIn({ agreesFor, ...given }: Given, context: z.RefinementCtx): AgreesFor | null {
  const answers = Object.fromEntries(AGREEMENT_FIELDS.map((field) => [field, given[field] || null]));
  if (agreesFor === 'self') {
    for (const field of AGREEMENT_FIELDS)
      if (answers[field] !== null)
        context.addIssue({
          code: 'custom',
          path: [field],
          message: 'This is for who agrees for another. Leave it empty, or choose that above.',
        });
    return null;
  }
  if (answers['relation'] === null)
    context.addIssue({ code: 'custom', path: ['relation'], message: 'Choose as what they agree.' });
  else {
    const agreed = agreement.safeParse({ whom: agreesFor, ...answers });
    if (agreed.success) return agreed.data;
    for (const { path, message } of agreed.error.issues) context.addIssue({ code: 'custom', path, message });
  }
  return null;
}

/** The same of the test, which is of one of two laws. */
function withTest(given: Given, context: z.RefinementCtx): PersonRequest {
  const { basis, enquiry, necessity, alternatives, views, viewsWords, told, toldWords, ...rest } = given;
  const answers = { enquiry, necessity, alternatives, views, viewsWords, told, toldWords };
  const request = {
    ...{ personName: rest.personName, organisation: rest.organisation },
    ...{ asked: rest.asked, reason: rest.reason, ask: rest.ask },
    agreesFor: agreementIn(given, context),
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
  .strictObject({ holder: z.enum(OTHERS, 'Choose one.'), ...fields, correction, seen: seenField })
  .transform(({ holder, correction: why, seen, ...given }, context) => ({
    seen,
    corrected: { holder, correction: why, ...withTest(given, context) },
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
  agreesFor,
}: PersonRequestRow): Readonly<Record<string, string>> => ({
  ...{ holder, personName, organisation, asked, reason, ask },
  basis: of === null ? 'voluntary' : 'about-victim',
  ...of,
  agreesFor: agreesFor?.whom ?? 'self',
  ...Object.fromEntries(AGREEMENT_FIELDS.map((field) => [field, agreesFor?.[field] ?? ''])),
});
