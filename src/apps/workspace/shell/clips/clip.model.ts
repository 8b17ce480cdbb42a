import { z } from 'zod';
import { ADDITION_KINDS, areInitials, CONTENTS, CONTENTS_OF_CLIP } from '../../../../features/evidence';
import { DECLINE_NOTES } from '../../../../features/notes';
import { HOLDERS } from '../../../../features/invitations';
import type { ClipId, RenditionId } from '../../../../kernel/ids';
import { anyObject, bytes, id, idOf, lineText, moment, pageOf, pageQuery, sha256 } from '../inputs/common';
import { viewOf } from '../inputs/view';

export const clip = z.strictObject({
  id,
  investigationId: id,
  submissionId: id.nullable().describe('null of what an officer added, and of a still'),
  submission: z
    .string()
    .nullable()
    .describe('reference of the submission; null of what an officer added, and of a still'),
  addedAs: z.enum(ADDITION_KINDS).nullable().describe('as what an officer added it; null of what was sent'),
  sentBy: z
    .enum(HOLDERS)
    .nullable()
    .describe(
      'whose private link it came by; null of what an officer added, of a still, and in an emergency',
    ),
  derivedFrom: id.nullable().describe('of a still: the clip that it was taken from'),
  fileName: z.string(),
  size: bytes,
  sentAt: moment,
  eventAt: moment
    .nullable()
    .describe(
      'when it began, by the time that an officer chose, else by the likely one; the upload never counts',
    ),
  eventBy: z.enum(['chosen', 'likely']).nullable(),
  masterAt: moment.nullable().describe('when the original was locked; null while that is going on'),
  erasedAt: moment.nullable().describe('from then on there is no file; the history stays'),
  deviceSha256: sha256.nullable().describe('as the sender’s device found it'),
  storedSha256: sha256.nullable().describe('as it is stored'),
  kind: z.string().nullable(),
  media: anyObject.nullable().describe('what a first probe found'),
  outcome: z.enum(['accepted', 'declined']).nullable(),
  exhibit: z.string().nullable().describe('exhibit reference, once accepted'),
  exhibitId: id.nullable(),
});

export const clipPage = pageOf(clip);
export const clipQuery = pageQuery<ClipId>().extend({
  untriaged: z.enum(['true', 'false']).default('false').describe('only clips without a decision'),
});

const asItIs = viewOf(clip);

/** A still was sent by nobody, though its recording was. */
export const clipView: typeof asItIs = (row) =>
  asItIs(row.derivedFrom === null ? row : { ...row, submissionId: null, submission: null, sentBy: null });

export const rendition = z.strictObject({
  kind: z.string(),
  state: z.enum(['made', 'failed']),
  contentType: z.string().nullable(),
  size: bytes.nullable(),
  sha256: sha256.nullable().describe('of the rendition'),
  inputSha256: sha256.describe('of the master it was made from'),
  recipe: anyObject.describe('tool, version and exact arguments, so that others can repeat it'),
  facts: anyObject,
  why: z.string().nullable().describe('why it could not be made'),
  madeAt: moment,
});

export const renditionList = z.strictObject({ items: z.array(rendition) });

export const renditionView = viewOf(rendition);

export const acceptance = z.strictObject({
  initials: z
    .string()
    .trim()
    .toUpperCase()
    .refine((text) => text === '' || areInitials(text), 'Give two to four letters, like AB.')
    .default('')
    .describe('begin the reference; left empty, they are taken from the name of the producer'),
  producerName: lineText().min(2).max(100),
  description: z.string().trim().min(1).max(500),
});

export const accepted = z.strictObject({ id, reference: z.string() });

export const registeredList = z.strictObject({
  items: z.array(z.strictObject({ clipId: id, id, reference: z.string() })),
});

export const refusal = z.strictObject({
  reason: z.string().trim().min(1).max(1_000).describe('for the record; the sender does not see it'),
  note: z
    .enum([...DECLINE_NOTES, 'none'])
    .default('none')
    .describe('the kind words that the sender finds on their own pages; `none`: nothing'),
});

export const exhibit = z.strictObject({
  id,
  reference: z.string(),
  investigationId: id,
  clipId: id,
  producerName: z.string(),
  description: z.string(),
  sha256,
  registeredAt: moment,
});

export const exhibitPage = pageOf(exhibit);

export const exhibitView = viewOf(exhibit);

export const viewing = z.strictObject({ content: z.enum(CONTENTS_OF_CLIP) });
/** Whoever has the bytes of the original has a copy of it, whatever it is called. */
export const isCopy = ({ content }: z.infer<typeof viewing>): boolean => content === 'original';
/** An empty reason is refused by the rule itself, in its own words. */
export const download = viewing.extend({
  reason: z.string().max(1_000).default(''),
  redaction: idOf<RenditionId>()
    .optional()
    .describe('of a redacted copy or an extract: which; without it the newest redacted copy'),
});

export const ticket = z.strictObject({
  id,
  content: z.enum(CONTENTS),
  contentUrl: z.string().describe('serves GET and HEAD, and ranges of what is not packed, until `expiresAt`'),
  packed: z
    .strictObject({ password: z.string() })
    .nullable()
    .describe('an original in which no scan has found nothing comes in a ZIP archive with this password'),
  expiresAt: moment,
});
