import { z } from 'zod';
import {
  BUNDLE_KINDS,
  BUNDLE_STATES,
  draftSeen,
  FORMS,
  type BundleDraft,
} from '../../../../features/disclosure';
import type { ApplicationId, ClipId, BundleId } from '../../../../kernel/ids';
import { bytes, id, idOf, sha256, moment, pageOf, seenThere, seenView } from '../../shell/inputs/common';
import { classification } from '../../shell/disclosure/classification.model';
import { viewOf } from '../../shell/inputs/view';

export const bundleBody = z.strictObject({
  kind: z.enum(BUNDLE_KINDS),
  items: z.array(idOf<ClipId>()).min(1).optional().describe('picked by hand; without it, all that may go'),
  supersedes: idOf<BundleId>()
    .optional()
    .describe('a sealed bundle of the same kind, and of the same application'),
  application: idOf<ApplicationId>()
    .optional()
    .describe('of a bundle of kind order, and of no other: a finished version whose papers were made'),
});

/** Of a program: with what it read. */
export const bundleSent = bundleBody.extend({ seen: seenThere });

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
  seen: seenView.describe(
    'names all that may go and is withheld, whatever is picked; given as `seen` with the bundle',
  ),
});

export const previewView = (
  { contents, items, withheld, problems }: BundleDraft,
  whole: BundleDraft,
): z.infer<typeof preview> => ({
  kind: contents.kind,
  items: items.map((entry) => ({
    clipId: entry.item.clipId,
    folder: entry.row.folder,
    label: entry.called,
    listedAs: entry.item.classification,
    description: entry.row.description,
    original: entry.original,
    copies: [...entry.copies],
  })),
  schedules: contents.schedules.map(({ form, version }) => ({ form, version })),
  openings: contents.openings === 'all' ? null : [...contents.openings],
  withheld: withheld.map((line) => ({ ...line })),
  problems: [...problems],
  seen: draftSeen(whole),
});

export const bundle = z.strictObject({
  id,
  investigationId: id,
  kind: z.enum(BUNDLE_KINDS),
  number: z.number().int().min(1),
  folder: z.string(),
  supersedes: id.nullable(),
  applicationId: id.nullable().describe('of a bundle of kind order'),
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

export const bundleView = viewOf(bundle);

const labels = z.array(z.string());

/** Of one that is sealed, and neither superseded nor revoked. */
const since = z.strictObject({
  notIn: labels.describe('labels of items that may go now and are not in it'),
  wouldNotGo: labels.describe('labels of items in it that would not go now'),
  otherwise: z.array(z.strictObject({ label: z.string(), what: labels })),
  inTheWay: z.array(z.string()).describe('why it could not be made now, in sentences'),
  refused: labels.describe(
    'labels of what it holds and was refused since: while that stands it is given to nobody, and links to it open nothing',
  ),
  forms: z
    .array(
      z.strictObject({
        form: z.enum(FORMS),
        version: z.number().int(),
        now: z.number().int().nullable().describe('null where none fits the decisions'),
      }),
    )
    .describe('forms in it of which another version holds now'),
});

export const wholeBundle = bundle.extend({
  taken: z
    .array(z.strictObject({ by: z.string(), how: z.enum(['link', 'officer']), at: moment }))
    .describe(
      'who has begun to take a copy of it, and when last: it stays where it is, also when the bundle is revoked',
    ),
  since: since
    .nullable()
    .describe(
      'by what it differs from what it would be if it were made now; null unless its state is sealed',
    ),
});

export const wholeBundleView = viewOf(wholeBundle);

export const bundlePage = pageOf(bundle);

export const bundleTicket = z.strictObject({
  id,
  archiveUrl: z.string().describe('serves GET and HEAD with ranges until `expiresAt`'),
  expiresAt: moment,
});
