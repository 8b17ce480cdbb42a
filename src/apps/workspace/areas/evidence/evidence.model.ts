import { DateTime } from 'luxon';
import { z } from 'zod';
import {
  ITEM_FLAGS,
  ITEM_SORTS,
  ITEM_STATES,
  pictureOf,
  type ItemFilter,
  type ItemRow,
} from '../../../../features/evidence';
import { SAID_MAKES } from '../../../../features/footage';
import type { ClipId } from '../../../../kernel/ids';
import { acceptance, refusal } from '../../shell/clips/clip.model';
import { id, idOf, moment, pageOf } from '../../shell/inputs/common';

/** A form posts an empty text for what was not chosen. */
const chosen = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const day = z.iso.date();

const FILTER = {
  state: chosen(z.enum(ITEM_STATES)),
  flag: chosen(z.enum(ITEM_FLAGS)).describe('what wants a look'),
  make: chosen(z.enum(SAID_MAKES)).describe('of the doorbell'),
  from: chosen(day).describe('the first day in the UK'),
  until: chosen(day).describe('the last day in the UK'),
  q: chosen(z.string().trim().max(200)).describe(
    'in file names, references, descriptions and what the victim wrote',
  ),
};
const sort = z.enum(ITEM_SORTS).default('event');

export const evidenceFilter = z.strictObject({ ...FILTER, sort });
export type EvidenceFilter = z.output<typeof evidenceFilter>;

/** What the page may say of an act: references, or how many. An address can be written by anybody, so it can say nothing else. */
const DONE =
  /^(?:[A-Z]{2,4}\/\d{1,6}(?: to [A-Z]{2,4}\/\d{1,6})?|\d{1,5} declined|times of \d{1,5} clips? chosen)$/;

/** As the page's address says it. */
export const evidenceAddress = evidenceFilter.extend({
  view: z.enum(['grid', 'table']).default('grid'),
  after: chosen(idOf<ClipId>()),
  done: z.string().regex(DONE).optional().catch(undefined),
});
export type EvidenceAddress = z.output<typeof evidenceAddress>;

export const evidenceQuery = evidenceFilter.extend({
  after: idOf<ClipId>().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(60),
});

const midnight = (text: string, later = 0): Date =>
  DateTime.fromISO(text, { zone: 'Europe/London' }).plus({ days: later }).toJSDate();

export function filterOf({ state, flag, make, from, until, q }: EvidenceFilter): ItemFilter {
  return {
    ...{ state, flag, make, words: q === '' ? undefined : q },
    from: from === undefined ? undefined : midnight(from),
    until: until === undefined ? undefined : midnight(until, 1),
  };
}

export const item = z.strictObject({
  id,
  fileName: z.string(),
  sentAt: moment,
  eventAt: moment
    .nullable()
    .describe('when the recording began; null where nothing tells of a time; the upload never counts'),
  eventBy: z.enum(['chosen', 'likely']).nullable(),
  picture: z.enum(['ready', 'locking', 'making', 'undecodable', 'lost', 'erased']),
  seconds: z.number().nullable(),
  make: z.string().nullable(),
  outcome: z.enum(['accepted', 'declined']).nullable(),
  exhibit: z.string().nullable(),
  description: z.string().nullable(),
  incidentId: id.nullable(),
  incident: z.number().int().nullable().describe('counted for each private link'),
  incidentReference: z.string().nullable().describe('of the sending with which the incident came'),
  differs: z.boolean(),
  quarantined: z.boolean().describe('malware was found in it, and no officer has decided yet'),
  asked: z.boolean().describe('the original was asked for and has not come'),
});
export const itemPage = pageOf(item);

export const itemView = (row: ItemRow): z.infer<typeof item> => ({
  id: row.id,
  fileName: row.fileName,
  sentAt: row.sentAt.toISOString(),
  eventAt: row.eventAt?.toISOString() ?? null,
  eventBy: row.eventBy,
  picture: pictureOf(row),
  seconds: row.seconds,
  make: row.make,
  outcome: row.outcome,
  exhibit: row.exhibit,
  description: row.description,
  incidentId: row.incidentId,
  incident: row.incident,
  incidentReference: row.incidentReference,
  differs: row.differs,
  quarantined: row.quarantined,
  asked: row.asked,
});

const clips = z.array(idOf<ClipId>()).max(1_000);
export const picturesBody = z.strictObject({ clips: clips.min(1).max(200) });
export const pictureList = z.strictObject({
  items: z.array(z.strictObject({ clipId: id, contentUrl: z.string() })),
});
export const acceptItems = acceptance.extend({ clips: clips.describe('of this investigation') });
export const declineItems = refusal.extend({ clips: clips.describe('of this investigation') });
