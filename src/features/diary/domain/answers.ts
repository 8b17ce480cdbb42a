import { z } from 'zod';

/** Characters of one answer: enough for several pages of writing. */
export const LONGEST = 20_000;
const SHORT = 200;

const words = z.string().max(LONGEST);
const short = z.string().max(SHORT);
const known = z.enum(['yes', 'no', 'unknown', '']);

/** What was typed of the time, as it was typed: nothing is thrown away because it does not make a date yet. */
export const whenAnswer = z.strictObject({
  kind: z.enum(['exact', 'about', 'unknown', '']),
  day: short,
  month: short,
  year: short,
  time: short,
  words,
});

/** One entry of a diary. Every answer may be "I don't know" or left out. */
export const answers = z.strictObject({
  what: z.strictObject({ words, unknown: z.boolean() }).optional(),
  when: whenAnswer.optional(),
  who: z.strictObject({ words, unknown: z.boolean() }).optional(),
  said: z.strictObject({ answer: known, words }).optional(),
  more: z.strictObject({ where: words, seen: words, effect: words, before: words }).optional(),
  order: z.strictObject({ answer: known, words }).optional(),
});

export type Answers = z.infer<typeof answers>;
export type WhenAnswer = z.infer<typeof whenAnswer>;
export type Question = keyof Answers;

/** What stalking charities advise to write down beside it (and what Protection from Harassment Act 1997 s.4A asks of the effect). */
export const DETAILS = ['where', 'seen', 'effect', 'before'] as const satisfies readonly (keyof NonNullable<
  Answers['more']
>)[];
export type Detail = (typeof DETAILS)[number];

/** In the order in which they are asked, one on a page. */
export const QUESTIONS = [
  'what',
  'when',
  'who',
  'said',
  'more',
  'order',
] as const satisfies readonly Question[];
