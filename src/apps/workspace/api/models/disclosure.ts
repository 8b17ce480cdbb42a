import { z } from 'zod';
import {
  BUNDLE_KINDS,
  BUNDLE_STATES,
  CLASSIFICATIONS,
  CLASSIFICATION_WORDS,
  DISCLOSURE_TEST,
  FORMS,
  OCCASIONS,
  type BundleDraft,
  type BundleRow,
  type CaseItem,
  type MadeSchedule,
  type NewestDecision,
  type Review,
  type ScheduleHead,
} from '../../../../features/disclosure';
import type { BundleId, ClipId, DecisionId, ReviewId, ScheduleId } from '../../../../kernel/ids';
import { bytes, id, idOf, moment, pageOf, pageQuery, sha256 } from './common';

const classification = z
  .enum(CLASSIFICATIONS)
  .describe(CLASSIFICATIONS.map((name) => `${name}: ${CLASSIFICATION_WORDS[name]}`).join('. '));
const meetsTest = z.boolean().describe(DISCLOSURE_TEST);

export const itemQuery = pageQuery<ClipId>().extend({
  undecided: z.enum(['true', 'false']).default('false').describe('only items on the work list'),
});

export const reasonText = z.string().trim().min(1).max(2_000);
export const descriptionText = z.string().trim().max(1_000);

export const decisionBody = z.strictObject({
  items: z
    .array(idOf<ClipId>())
    .min(1)
    .max(200)
    .describe('clips that were grouped by hand: one verdict, one reason'),
  classification,
  meetsTest,
  originalToDefence: z
    .boolean()
    .default(false)
    .describe('the defence is given the file as it came, not a viewing copy alone'),
  description: descriptionText
    .default('')
    .describe('for the schedule, good enough to decide from; an exhibit has its own'),
  reason: reasonText.describe('why; for a sensitive item, why it is sensitive'),
});

export const decided = z.strictObject({ items: z.array(id) });

const decision = z.strictObject({
  id,
  classification,
  meetsTest,
  originalToDefence: z.boolean(),
  description: z.string(),
  reason: z.string(),
  reviewId: id.nullable(),
  decidedAt: moment,
  decidedBy: z.string(),
});

export const decisionView = (row: NewestDecision): z.infer<typeof decision> => ({
  ...row,
  decidedAt: row.decidedAt.toISOString(),
});

export const decisionPage = pageOf(decision);
export const decisionQuery = pageQuery<DecisionId>();

const item = z.strictObject({
  id: id.describe('of the clip'),
  fileName: z.string(),
  sentAt: moment,
  locked: z.boolean().describe('the original is the locked master'),
  reference: z.string().nullable().describe('exhibit reference'),
  description: z.string().nullable().describe('of the exhibit'),
  decision: decision.nullable().describe('the newest'),
  stands: z.boolean().describe('it was decided since the newest review was opened'),
  mg6c: z.number().int().nullable().describe('number on the MG6C, for ever'),
  mg6d: z.number().int().nullable().describe('number on the MG6D, for ever'),
});
export const itemPage = pageOf(item);

export const itemView = (row: CaseItem): z.infer<typeof item> => ({
  id: row.clipId,
  fileName: row.fileName,
  sentAt: row.sentAt.toISOString(),
  locked: row.locked,
  reference: row.exhibit?.reference ?? null,
  description: row.exhibit?.description ?? null,
  decision: row.decision === null ? null : decisionView(row.decision),
  stands: row.stands,
  mg6c: row.mg6c,
  mg6d: row.mg6d,
});

export const reviewBody = z.strictObject({ occasion: z.enum(OCCASIONS), reason: reasonText });
const review = z.strictObject({
  id,
  occasion: z.enum(OCCASIONS),
  reason: z.string(),
  openedAt: moment,
  openedBy: z.string(),
});
export const reviewPage = pageOf(review);
export const reviewQuery = pageQuery<ReviewId>();
export const reviewView = (row: Review): z.infer<typeof review> => ({
  ...row,
  openedAt: row.openedAt.toISOString(),
});

export const scheduleBody = z.strictObject({
  form: z.enum(FORMS),
  signedName: z.string().max(100).optional().describe('for MG6D and MG6E: the maker’s own name'),
  certified: z
    .number()
    .int()
    .optional()
    .describe('for MG6E: how many certifications were confirmed; all must be'),
});

const scheduleHead = z.strictObject({
  id,
  form: z.enum(FORMS),
  version: z.number().int().min(1),
  signedName: z.string().nullable(),
  madeBy: z.string(),
  madeAt: moment,
});
export const scheduleQuery = pageQuery<ScheduleId>();
export const schedulePage = pageOf(scheduleHead);
export const schedule = scheduleHead.extend({
  draft: z.literal(true).describe('every generated form is a draft for a person to check'),
  rows: z.array(
    z.strictObject({
      clipId: id,
      position: z.number().int().min(1).describe('on MG6C and MG6D the item’s own number, which it keeps'),
      label: z.string(),
      description: z.string(),
      producer: z.string().nullable(),
      why: z.string().nullable(),
    }),
  ),
});

export const headView = (row: ScheduleHead): z.infer<typeof scheduleHead> => ({
  id: row.id,
  form: row.form,
  version: row.version,
  signedName: row.signedName,
  madeBy: row.madeByName,
  madeAt: row.madeAt.toISOString(),
});
export const scheduleView = (row: MadeSchedule): z.infer<typeof schedule> => ({
  ...headView(row),
  draft: true,
  rows: row.rows.map((line) => ({
    clipId: line.clipId,
    position: line.position,
    label: line.label,
    description: line.description,
    producer: 'producer' in line ? line.producer : null,
    why: 'why' in line ? line.why : null,
  })),
});

export const bundleBody = z.strictObject({
  kind: z.enum(BUNDLE_KINDS),
  items: z.array(idOf<ClipId>()).min(1).optional().describe('picked by hand; without it, all that may go'),
  supersedes: idOf<BundleId>().optional().describe('a sealed bundle of the same kind'),
});

export const preview = z.strictObject({
  kind: z.enum(BUNDLE_KINDS),
  items: z.array(
    z.strictObject({
      clipId: id,
      folder: z.string(),
      label: z.string(),
      listedAs: classification,
      description: z.string(),
      original: z.boolean().describe('the file as it came goes along'),
      copies: z.array(z.string()),
    }),
  ),
  schedules: z.array(z.strictObject({ form: z.enum(FORMS), version: z.number().int() })),
  openings: z.array(z.string()).nullable().describe('custody fields that are opened; null for all'),
  withheld: z.array(z.strictObject({ clipId: id, label: z.string(), what: z.string(), why: z.string() })),
  problems: z.array(z.string()).describe('why it cannot be sealed yet; empty when it can'),
});

export const previewView = ({
  contents,
  items,
  withheld,
  problems,
}: BundleDraft): z.infer<typeof preview> => ({
  kind: contents.kind,
  items: items.map((entry) => ({
    clipId: entry.item.clipId,
    folder: entry.row.folder,
    label: entry.row.label,
    listedAs: entry.item.classification,
    description: entry.row.description,
    original: entry.original,
    copies: [...entry.copies],
  })),
  schedules: contents.schedules.map(({ form, version }) => ({ form, version })),
  openings: contents.openings === 'all' ? null : [...contents.openings],
  withheld: withheld.map((line) => ({ ...line })),
  problems: [...problems],
});

export const bundle = z.strictObject({
  id,
  investigationId: id,
  kind: z.enum(BUNDLE_KINDS),
  number: z.number().int().min(1),
  folder: z.string(),
  supersedes: id.nullable(),
  requestedAt: moment,
  state: z.enum(BUNDLE_STATES),
  stateReason: z.string(),
  seal: z
    .strictObject({
      sealedAt: moment,
      totalSize: bytes,
      manifestSha256: sha256.describe('of the tag manifest, which covers every other file'),
      keyFingerprint: z.string(),
    })
    .nullable(),
});
export const bundlePage = pageOf(bundle);

export const bundleView = (row: BundleRow): z.infer<typeof bundle> => ({
  id: row.id,
  investigationId: row.investigationId,
  kind: row.kind,
  number: row.number,
  folder: row.folder,
  supersedes: row.supersedes,
  requestedAt: row.requestedAt.toISOString(),
  state: row.state,
  stateReason: row.stateReason,
  seal: row.seal && {
    sealedAt: row.seal.sealedAt.toISOString(),
    totalSize: row.seal.totalSize,
    manifestSha256: row.seal.manifestSha256,
    keyFingerprint: row.seal.keyFingerprint,
  },
});

export const reasonBody = z.strictObject({ reason: reasonText });
export const bundleTicket = z.strictObject({
  id,
  archiveUrl: z.string().describe('serves GET and HEAD with ranges until `expiresAt`'),
  expiresAt: moment,
});
