import { z } from 'zod';
import { defineEvent } from './define';
import { bytes, code, count, id, instant, list, nothing, sha256, text } from './fields';

const kind = z.enum(['prosecution', 'defence', 'court', 'order']);
const numbered = { bundle: id, kind, number: count };
const asked = { ...numbered, supersedes: id.nullable() };
const measured = z.strictObject({ sha256, size: bytes });
/** SHA-256 of the key, in groups of four digits. */
const fingerprint = z.string().regex(/^[0-9a-f]{4}( [0-9a-f]{4}){15}$/);

/** Bundles: sealed, given out, taken back; and the checks of what goes into them. */
export const BUNDLE_EVENTS = {
  'bundle-requested': defineEvent({
    category: 'combination',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    // Of a bundle of kind `order`: the version of the application.
    detail: z.strictObject({ ...asked, application: id.exactOptional() }),
    secrets: nothing,
  }),
  // Before the bundle leaves: who has its key cannot later sign another of that name, unless the log shows that there are two.
  'bundle-manifest': defineEvent({
    category: 'combination',
    subjects: ['bundle'],
    by: ['worker'],
    detail: z.strictObject({ kind, number: count, manifestSha256: sha256 }),
    secrets: nothing,
  }),
  'bundle-sealed': defineEvent({
    category: 'combination',
    subjects: ['investigation'],
    by: ['worker'],
    detail: z.strictObject({
      ...asked,
      manifestSha256: sha256,
      totalSize: bytes,
      etag: code,
      keyFingerprint: fingerprint,
    }),
    secrets: nothing,
  }),
  'bundle-refused': defineEvent({
    category: 'combination',
    subjects: ['investigation'],
    by: ['worker'],
    detail: z.strictObject({ bundle: id }),
    secrets: z.strictObject({ reason: text }),
  }),
  'bundle-issued': defineEvent({
    category: 'disclosure',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({
      ...asked,
      issue: id,
      recipientKind: z.enum(['cps', 'defence', 'court']),
      manifestSha256: sha256,
      size: bytes,
      expires: instant,
    }),
    secrets: z.strictObject({ recipient: text }),
  }),
  'bundle-downloaded': defineEvent({
    category: 'disclosure',
    subjects: ['investigation'],
    by: ['officer', 'recipient'],
    officer: ['read'],
    detail: z.union([
      z.strictObject({ ...numbered, access: id, manifestSha256: sha256 }),
      z.strictObject({ ...numbered, issue: id, download: id, manifestSha256: sha256, size: bytes }),
    ]),
    secrets: z.strictObject({ reason: text.exactOptional() }),
  }),
  // With `issue` one link to it, else the bundle itself.
  'bundle-revoked': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['officer'],
    officer: ['change'],
    detail: z.strictObject({ bundle: id, issue: id.exactOptional() }),
    secrets: z.strictObject({ reason: text }),
  }),
  // Nobody has a session when the code is wrong.
  'issue-locked': defineEvent({
    category: 'alteration',
    subjects: ['investigation'],
    by: ['workspace'],
    detail: z.strictObject({ issue: id, bundle: id, attempts: count }),
    secrets: nothing,
  }),
  'fixity-checked': defineEvent({
    category: 'consultation',
    // Of what sealing wrote, the investigation.
    subjects: ['clip', 'investigation'],
    by: ['worker'],
    detail: z.strictObject({
      /** The bundle that it was read for, or is a file of; without it the regular reading. */
      bundle: id.exactOptional(),
      checked: list(z.strictObject({ what: code, ...measured.shape })),
    }),
    secrets: nothing,
  }),
  'fixity-failed': defineEvent({
    category: 'consultation',
    subjects: ['clip', 'investigation'],
    by: ['worker'],
    detail: z.strictObject({
      bundle: id.exactOptional(),
      what: code,
      expected: measured,
      /** `null`: it is not there. */
      found: z.strictObject({ ...measured.shape, crc32: count.exactOptional() }).nullable(),
    }),
    secrets: nothing,
  }),
};
