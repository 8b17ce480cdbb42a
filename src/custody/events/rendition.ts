import { z } from 'zod';
import { defineEvent } from './define';
import { bytes, code, count, instant, list, nothing, seconds, sha256, unproven } from './fields';

const argumentsOf = list(z.string());
/** How a copy was made: enough to make the same bytes again. The arguments name no file of anybody. */
export const recipe = unproven(
  z.strictObject({
    tool: code,
    version: z.string(),
    arguments: argumentsOf,
    video: code.nullable().exactOptional(),
    audio: code.nullable().exactOptional(),
    checkedWith: list(z.string()).exactOptional(),
    decodedBy: z.strictObject({ tool: code, version: z.string(), arguments: argumentsOf }).exactOptional(),
  }),
);

/** What a copy is compared with its original by. */
const check = {
  declaredFrames: count,
  sourceFrames: count,
  proxyFrames: count,
  maxTimeError: seconds,
  durationError: seconds,
  audioLengthError: seconds.nullable(),
  audioLost: z.boolean(),
  audioOffsetError: seconds.nullable(),
};

/** Where every packet of the original has gone: numbers and words of the program alone. */
const accounted = unproven(
  z.strictObject({
    by: z.enum(['edit-list', 'container']),
    packets: count,
    shown: count,
    hiddenBefore: count,
    hiddenAfter: count,
    hiddenBetween: count,
    undecodable: count,
    reference: count,
    extra: count,
    repeated: count,
    missing: count,
    soundPackets: count,
    soundHidden: count,
    soundHiddenSeconds: seconds,
    notShown: list(z.strictObject({ kind: code, codec: code.nullable(), packets: count })),
  }),
);

const failure = { kind: code, inputSha256: sha256, code };

/** The locked original and the working copies of it. */
export const RENDITION_EVENTS = {
  'master-defined': defineEvent({
    category: 'collection',
    subjects: ['clip'],
    by: ['worker'],
    detail: z.strictObject({
      sha256,
      size: bytes,
      crc32: count.nullable(),
      deviceSha256: sha256.nullable(),
      lockedUntil: instant.nullable(),
    }),
    secrets: nothing,
  }),
  'master-failed': defineEvent({
    category: 'collection',
    subjects: ['clip'],
    by: ['worker'],
    detail: z.strictObject({ expected: sha256, found: sha256, size: bytes }),
    secrets: nothing,
  }),
  'rendition-made': defineEvent({
    category: 'combination',
    subjects: ['clip'],
    by: ['worker'],
    detail: z.strictObject({
      kind: code,
      inputSha256: sha256,
      sha256,
      size: bytes,
      recipe,
      /** Of a copy for the defence: how many fields were left out, and how many frames compared. */
      removed: count.exactOptional(),
      frames: count.nullable().exactOptional(),
      /** Of a viewing copy. */
      accounted: accounted.exactOptional(),
    }),
    secrets: z.strictObject({ removed: list(z.string()).exactOptional() }),
  }),
  'rendition-failed': defineEvent({
    category: 'combination',
    subjects: ['clip'],
    by: ['worker'],
    detail: z.union([z.strictObject(failure), z.strictObject({ ...failure, ...check })]),
    secrets: nothing,
  }),
};
