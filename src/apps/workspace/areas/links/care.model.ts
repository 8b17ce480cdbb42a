import { z } from 'zod';
import {
  advocateSeen,
  agreementOf,
  CHANNELS,
  DECIDES,
  OTHERS,
  SET_UP_BY,
  type Care,
  type MadeSure,
} from '../../../../features/consent';
import {
  agreementGaps,
  OWN_VIEWS,
  PARENT_TOLD,
  PLACES,
  RELATIONS,
  WARDS,
} from '../../../../features/invitations';
import { lineText, moment, seenField, seenThere, seenView } from '../../shell/inputs/common';
import { invitationDays, linkName } from './link.model';
import { madeSureFields } from './made-sure.model';

const text = z.string().trim().max(500);
const NOT_A_TIME = 'Write the time like 09:30.';
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, NOT_A_TIME);
/** The end of a span may be the end of the day. */
const endTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, NOT_A_TIME);

/** As `tag` of one of the languages of the pages; empty: as the browser asks. */
const language = z
  .string()
  .trim()
  .max(40)
  .default('')
  .describe('in which the pages of the link open (BCP 47)');

const safeContactFields = {
  doNotContact: z.boolean().default(false).describe('outweighs everything else, and stays'),
  channel: z.enum(CHANNELS, 'Choose one.').default('none'),
  address: text.default(''),
  days: z.array(z.coerce.number().int().min(1).max(7)).max(7).default([]).describe('1 is Monday'),
  from: time.default('09:00').describe('local time of the United Kingdom'),
  until: endTime.default('17:00').describe('not part of the span; 24:00 is the end of the day'),
  never: z.string().trim().max(2000).default(''),
  ask: lineText().max(200).default('').describe('whom the victim may ask; shown to the victim'),
};

const endsLater = ({ from, until }: { readonly from: string; readonly until: string }): boolean =>
  until > from;
const NOT_LATER = { path: ['until'], message: 'This must be later than “from”.' };

export const safeContact = z
  .strictObject(safeContactFields)
  .refine(endsLater, NOT_LATER)
  .transform((given) => (given.doNotContact ? { ...given, channel: 'none' as const } : given));

/** The next record of a link. */
export const nextSafeContact = z
  .strictObject({
    ...safeContactFields,
    seen: z
      .string()
      .max(20)
      .optional()
      .describe(
        '`record` of the one on which it stands: where another was made meanwhile nothing is recorded',
      ),
  })
  .refine(endsLater, NOT_LATER)
  .transform(({ seen, ...given }) => ({ seen, record: safeContact.parse(given) }));

/** The page asks the same before it makes a link, with nothing chosen beforehand. */
export const newLinkForm = z
  .strictObject({
    ...safeContactFields,
    channel: z.enum(CHANNELS, 'Choose one.').optional(),
    valid: invitationDays.shape.days,
    name: linkName,
    language,
  })
  .refine(endsLater, NOT_LATER)
  .refine(({ channel, doNotContact }) => doNotContact || channel !== undefined, {
    path: ['channel'],
    message: 'Ask the victim, and choose one. “No contact at all” is an answer too.',
  })
  .transform(({ valid, name, language: tag, channel = 'none', ...record }) => ({
    days: valid,
    name,
    language: tag,
    record: { ...record, channel: record.doNotContact ? ('none' as const) : channel },
  }));

/** A link is made only with what the victim said of safe contact; `none` is an answer too. */
export const newInvitation = invitationDays.extend({
  name: linkName,
  safeContact: safeContact.describe('asked before a link is made'),
  language,
});

const MADE_SURE = ['nobodyCloser', 'ownViews', 'ownViewsWords', 'parent', 'parentWords'] as const;
/** Of a form without an answer it is empty. */
const some = z
  .string()
  .trim()
  .max(2000)
  .nullable()
  .default(null)
  .transform((words) => words || null);
export const madeSureOf = ({
  nobodyCloser,
  ownViews,
  ownViewsWords,
  parent,
  parentWords,
}: MadeSure): MadeSure => ({ nobodyCloser, ownViews, ownViewsWords, parent, parentWords });

export const oralNotice = z
  .strictObject({
    readAloud: z.literal(true, 'Tick the box when you have read all of it aloud.'),
    decides: z.enum(DECIDES, 'Choose one.'),
    relation: z.enum(RELATIONS).optional(),
    name: lineText().max(200).default(''),
    ...madeSureFields(some),
  })
  .refine(({ decides, relation, name }) => agreementOf(decides, relation ?? '', name) !== undefined, {
    path: ['relation'],
    message: 'Choose who agrees: this person may not agree for the victim.',
  })
  .superRefine(({ decides, relation, ...given }, context) => {
    const whom = WARDS.find((one) => one === decides);
    // Of somebody who may not agree nothing more is asked.
    if (whom !== undefined && agreementOf(whom, relation ?? '', '') === undefined) return;
    const gaps =
      whom !== undefined && relation !== undefined
        ? agreementGaps({ whom, relation, ...madeSureOf(given) })
        : MADE_SURE.filter((field) => given[field] !== null).map((field) => ({
            field,
            message: 'This is for who agrees for another. Leave it empty, or choose that above.',
          }));
    for (const { field, message } of gaps) context.addIssue({ code: 'custom', path: [field], message });
  });

export const advocate = z.strictObject({
  acts: z.boolean(),
  name: lineText().max(200).default(''),
  organisation: lineText().max(200).default(''),
});

/** Of a program: with what it read. */
export const advocateSent = advocate.extend({ seen: seenThere });

/** Of a page: an answer that was not given is no “no”. */
export const advocateTyped = advocate.extend({
  acts: z
    .enum(['yes', 'no'], 'Say whether somebody acts with the victim.')
    .transform((answer) => answer === 'yes'),
  seen: seenField,
});

export const assisted = z.strictObject({ place: z.enum(PLACES, 'Choose where you are.'), language });
export const assistedPass = z.strictObject({
  link: z.string().describe('works once; shown only here'),
  expiresAt: moment,
});

export const careDetail = z.strictObject({
  safeContact: z
    .strictObject({
      doNotContact: z.boolean(),
      channel: z.enum(CHANNELS),
      address: z.string(),
      days: z.array(z.number().int()),
      from: z.string(),
      until: z.string(),
      never: z.string(),
      ask: z.string(),
      record: z.string().describe('names it among the records of the link'),
    })
    .nullable()
    .describe('null: nothing recorded, so no message may leave'),
  notice: z
    .strictObject({ version: z.string(), route: z.enum(['self', 'oral']), confirmedAt: moment })
    .nullable(),
  agreement: z
    .strictObject({
      decides: z.enum(DECIDES),
      relation: z.enum(RELATIONS).nullable(),
      name: z.string().nullable(),
      route: z.enum(['self', 'oral']),
      agreedAt: moment,
      nobodyCloser: z.string().nullable(),
      ownViews: z.enum(OWN_VIEWS).nullable(),
      ownViewsWords: z.string().nullable(),
      parent: z.enum(PARENT_TOLD).nullable(),
      parentWords: z.string().nullable(),
    })
    .nullable(),
  advocate: z
    .strictObject({
      acts: z.boolean(),
      name: z.string(),
      organisation: z.string(),
      saidBy: z.enum(['victim', 'officer']),
    })
    .nullable(),
  advocateSeen: seenView.describe(
    'names what is known of an advocate; given as `seen` with what is recorded',
  ),
  account: z
    .strictObject({ setUpBy: z.enum(SET_UP_BY).nullable(), others: z.enum(OTHERS).nullable() })
    .nullable()
    .describe('null until the victim has sent something'),
});

export const careView = (care: Care): z.infer<typeof careDetail> => ({
  safeContact:
    care.safeContact === undefined ? null : { ...care.safeContact, days: [...care.safeContact.days] },
  notice:
    care.notice === undefined ? null : { ...care.notice, confirmedAt: care.notice.confirmedAt.toISOString() },
  agreement:
    care.agreement === undefined
      ? null
      : { ...care.agreement, agreedAt: care.agreement.agreedAt.toISOString() },
  advocate: care.advocate ?? null,
  advocateSeen: advocateSeen(care.advocate),
  account: care.account ?? null,
});
