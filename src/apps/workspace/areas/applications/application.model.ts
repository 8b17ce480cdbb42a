import { z } from 'zod';
import {
  APPLICATION_KINDS,
  AREA_GROUNDS,
  CONDITIONS,
  DURATIONS,
  SHORTEST_MONTHS,
  wantingIn,
  type Application,
  type ApplicationHead,
  type Saving,
} from '../../../../features/applications';
import type { ApplicationId, OccasionId } from '../../../../kernel/ids';
import { londonDay } from '../../../../kernel/london-day';
import { id, idOf, lineText, orEmpty, pageOf, pageQuery } from '../../shell/inputs/common';

const MOST_COURT = 200;
const MOST_ACTS = 200;
const MOST_TERMS = 40;
/** A hundred years. */
const MOST_MONTHS = 1_200;
const MOST_DAYS = 366;

const OWN = 5_000;
const ACT = 2_000;
const own = z.string().trim().max(OWN);
const actWords = z.string().trim().max(ACT);
/** A form sends two letters for the end of a line. */
const written = (most: number) =>
  z
    .string()
    .transform((text) => text.replaceAll('\r\n', '\n').trim())
    .pipe(z.string().max(most, `At most ${most.toLocaleString('en-GB')} letters.`));
const term = z.string().trim().min(1).max(1_000);
const terms = z.array(term).max(MOST_TERMS);
const day = z.iso
  .date('Give a date, or leave it empty.')
  .refine((given) => given >= '1900-01-01', 'Nobody born before 1900 is meant. Give another date.')
  .refine((given) => given <= londonDay(new Date()), 'It lies ahead. Give another date.')
  .describe('YYYY-MM-DD, from 1900 to today');
const TOO_SHORT = `A fixed period is at least ${SHORTEST_MONTHS} months (section 3(2)).`;
const months = z.coerce.number('Give a whole number of months.').int('Give a whole number of months.');
const days = z.coerce.number('Give a whole number of days.').int('Give a whole number of days.');
const kind = z.enum(APPLICATION_KINDS, 'Say which order is applied for.');
const ground = z.enum(AREA_GROUNDS);
const duration = z.enum(DURATIONS, 'Choose one of the two.');
const fixedPeriod = months.min(SHORTEST_MONTHS, TOO_SHORT).max(MOST_MONTHS, `At most ${MOST_MONTHS} months.`);
const interimPeriod = days.min(1, 'At least one day.').max(MOST_DAYS, `At most ${MOST_DAYS} days.`);

const contentShape = {
  kind: kind.default('full'),
  court: lineText().max(MOST_COURT).default('').describe('name of the magistrates’ court'),
  respondent: z
    .strictObject({
      name: lineText().max(200).default(''),
      bornOn: day.nullable().default(null),
    })
    .default({ name: '', bornOn: null }),
  ground: ground.nullable().default(null).describe('section 1(3)'),
  conditions: z
    .strictObject({
      acts: own.default('').describe('section 1(1)(a)'),
      risk: own.default('').describe('section 1(1)(b)'),
      necessity: own.default('').describe('section 1(1)(c)'),
    })
    .default({ acts: '', risk: '', necessity: '' }),
  prohibitions: terms.default([]),
  requirements: terms.default([]),
  duration: duration.nullable().default(null).describe('section 3; null while it is not chosen'),
  months: z
    .int()
    .min(SHORTEST_MONTHS, TOO_SHORT)
    .max(MOST_MONTHS)
    .nullable()
    .default(null)
    .describe('of a fixed period'),
  interimReason: own.default('').describe('why an interim order is appropriate now (section 5(3))'),
  interimDays: z.int().min(1).max(MOST_DAYS).nullable().default(null),
  acts: z
    .array(z.strictObject({ occasion: idOf<OccasionId>(), words: actWords.default('') }))
    .max(MOST_ACTS)
    .default([])
    .describe('occasions that count'),
};
/** Months beside another choice are not dropped without a word. */
function monthsFit(
  given: { readonly duration: string | null; readonly months: number | null },
  context: z.RefinementCtx,
): void {
  if (given.months !== null && given.duration !== 'fixed')
    context.addIssue({
      ...{ code: 'custom', path: ['months'] },
      message: 'Months go with a fixed period alone: choose it, or take the months away.',
    });
}

export const newVersion = z
  .strictObject({
    ...contentShape,
    finished: z.boolean().default(false).describe('everything must be filled in'),
  })
  .superRefine(monthsFit)
  .transform(({ finished, ...content }): Saving => ({ finished, content }));

/** A line a term; empty lines are left out. */
const lines = z
  .string()
  .max(MOST_TERMS * 1_000)
  .default('')
  .transform((text) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  )
  .pipe(
    z
      .array(term.max(1_000, 'A line has at most 1,000 letters.'))
      .max(MOST_TERMS, `At most ${MOST_TERMS} lines.`),
  );
const occasion = idOf<OccasionId>();

/** What is said of an occasion stands in a field of its own. */
const WORDS = 'words-';
export const wordsField = (of: string): string => `${WORDS}${of}`;
const formWords = written(ACT).default('');

/** What was typed of an act stands in the version or is refused: it is never left out without a word. */
function wordsFit(
  typed: { readonly occasions: readonly OccasionId[]; readonly [field: string]: unknown },
  context: z.RefinementCtx,
): void {
  const ticked = new Set(typed.occasions.map(wordsField));
  const fields = Object.keys(typed).filter((field) => field.startsWith(WORDS));
  for (const field of fields) {
    const said = formWords.safeParse(typed[field]);
    const refuse = (message: string): void => context.addIssue({ code: 'custom', path: [field], message });
    if (!said.success) refuse(said.error.issues[0]?.message ?? '');
    else if (said.data !== '' && !ticked.has(field))
      refuse('You wrote about it and did not tick it. Tick it, or take the words away.');
  }
}

const formOwn = written(OWN).default('');
export const versionForm = z
  .object({
    kind,
    court: lineText().max(MOST_COURT, `At most ${MOST_COURT} letters.`).default(''),
    name: lineText().max(200, 'At most 200 letters.').default(''),
    bornOn: orEmpty(day),
    ground: orEmpty(ground),
    acts: formOwn,
    risk: formOwn,
    necessity: formOwn,
    prohibitions: lines,
    requirements: lines,
    duration: orEmpty(duration),
    months: orEmpty(fixedPeriod),
    interimReason: formOwn,
    interimDays: orEmpty(interimPeriod),
    occasions: z.union([occasion.transform((one) => [one]), z.array(occasion).max(MOST_ACTS)]).default([]),
    finish: z.literal('yes').optional(),
  })
  .loose()
  .superRefine(monthsFit)
  .superRefine(wordsFit)
  .transform((typed): Saving => {
    const { kind: which, name, bornOn, ground: why, prohibitions, requirements, months: fixed } = typed;
    const said = (of: OccasionId): string => formWords.parse(typed[wordsField(of)]);
    return {
      finished: typed.finish === 'yes',
      content: {
        ...{ kind: which, court: typed.court, ground: why, prohibitions, requirements, months: fixed },
        respondent: { name, bornOn },
        conditions: { acts: typed.acts, risk: typed.risk, necessity: typed.necessity },
        ...{ duration: typed.duration, interimReason: typed.interimReason, interimDays: typed.interimDays },
        acts: typed.occasions.map((of) => ({ occasion: of, words: said(of) })),
      },
    };
  });

const head = z.strictObject({
  id,
  number: z.int().describe('of the application in its investigation'),
  version: z.int(),
  finished: z.boolean(),
  respondent: z.string(),
  savedBy: z.string(),
  savedAt: z.iso.datetime(),
});
export const applicationPage = pageOf(head);
export const applicationQuery = pageQuery<ApplicationId>();

export const headView = ({
  investigationId: _of,
  savedAt,
  ...row
}: ApplicationHead): z.infer<typeof head> => ({
  ...row,
  savedAt: savedAt.toISOString(),
});

export const applicationAnswer = head.omit({ respondent: true }).extend({
  investigation: id,
  newest: id.describe('of its versions'),
  content: z.strictObject({
    kind,
    court: z.string(),
    respondent: z.strictObject({ name: z.string(), bornOn: z.string().nullable() }),
    ground: ground.nullable(),
    conditions: z.strictObject({ acts: z.string(), risk: z.string(), necessity: z.string() }),
    prohibitions: z.array(z.string()),
    requirements: z.array(z.string()),
    duration: duration.nullable(),
    months: z.int().nullable(),
    interimReason: z.string(),
    interimDays: z.int().nullable(),
    acts: z.array(z.strictObject({ occasion: id, number: z.int(), words: z.string() })),
  }),
  wanting: z.array(z.string()).describe('what must be filled in before a version is finished'),
  changed: z
    .array(z.int())
    .describe('numbers of occasions that are not what they were when this version was saved'),
});

export function applicationView({ row, changed }: Application): z.infer<typeof applicationAnswer> {
  const { id: itself, number, version, finished, savedBy, savedAt, investigationId, newest, content } = row;
  const { prohibitions, requirements, acts, conditions } = content;
  return {
    ...{ id: itself, number, version, finished, savedBy, newest, investigation: investigationId },
    savedAt: savedAt.toISOString(),
    content: {
      ...{ kind: content.kind, court: content.court, ground: content.ground },
      respondent: { ...content.respondent },
      conditions: { ...conditions },
      prohibitions: [...prohibitions],
      requirements: [...requirements],
      ...{ duration: content.duration, months: content.months },
      ...{ interimReason: content.interimReason, interimDays: content.interimDays },
      acts: acts.map(({ occasion: of, number: numbered, words }) => ({
        ...{ occasion: of, number: numbered, words },
      })),
    },
    wanting: wantingIn(content),
    changed: [...changed],
  };
}

/** As the form shows a version. */
export function typedOf({ content }: Application['row']): Record<string, string> {
  const { kind: which, court, respondent, ground: why, conditions } = content;
  return {
    ...{ kind: which, court, name: respondent.name, bornOn: respondent.bornOn ?? '', ground: why ?? '' },
    ...Object.fromEntries(CONDITIONS.map((one) => [one, conditions[one]])),
    prohibitions: content.prohibitions.join('\n'),
    requirements: content.requirements.join('\n'),
    duration: content.duration ?? '',
    months: content.months?.toString() ?? '',
    interimReason: content.interimReason,
    interimDays: content.interimDays?.toString() ?? '',
    ...Object.fromEntries(content.acts.map(({ occasion: of, words }) => [wordsField(of), words])),
  };
}
