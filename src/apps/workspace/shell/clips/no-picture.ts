import type { Rendition } from '../../../../features/evidence';

/** Why there is no picture, and what an officer can do. */
export interface NoPicture {
  readonly why: string;
  readonly meaning: string;
  readonly next: readonly string[];
}

const ASK =
  'Ask, in a safe way, whether the clip can be saved again from the doorbell’s app, as an original.';
const ASK_PICTURE = 'Ask, in a safe way, whether the picture can be sent again.';
const LAB =
  'Download the original and give it to the forensic unit: other programs may open it. Its hash shows that it is the same file.';
const SYSTEM = 'Tell whoever runs this service: the limits can be raised and the copy made again.';

/** By the code that the worker recorded. */
const WORDS: Readonly<Record<string, Omit<NoPicture, 'why'>>> = {
  empty: { meaning: 'It broke off before anything was saved, on the device or on the way.', next: [ASK] },
  'not-media': {
    meaning: 'It may be another kind of file, or one that only the maker’s own app opens.',
    next: [ASK, LAB],
  },
  'no-moov': {
    meaning:
      'Saving it was broken off. What was recorded may still be in the file, without the table that leads to it.',
    next: [ASK, LAB],
  },
  'format-refused': {
    meaning: 'Opening such a file could bring out other files, so it is never opened here.',
    next: [ASK, LAB],
  },
  'codec-refused': { meaning: 'Nothing is wrong with the file itself.', next: [LAB] },
  'no-streams': { meaning: 'It is a container without a recording in it.', next: [ASK] },
  'no-picture': {
    meaning: 'Some doorbells encrypt clips so that only the phone that was set up with them can show them.',
    next: [ASK, LAB],
  },
  'all-hidden': {
    meaning:
      'It was trimmed, perhaps by mistake, so that nothing is left to show. What was recorded is still in the file.',
    next: [ASK, LAB],
  },
  'picture-refused': { meaning: 'Nothing is wrong with the file itself.', next: [LAB] },
  'picture-broken': {
    meaning: 'It broke off on the device or on the way, or it is no picture at all.',
    next: [ASK_PICTURE, LAB],
  },
  'too-many-streams': {
    meaning: 'No doorbell makes such files; it may have been made to do harm.',
    next: [LAB],
  },
  'too-large': { meaning: 'Nothing is wrong with the file itself.', next: [SYSTEM, LAB] },
  'too-long': { meaning: 'Nothing is wrong with the file itself.', next: [SYSTEM, LAB] },
  'too-costly': { meaning: 'It may be very large, or made to do harm.', next: [SYSTEM, LAB] },
  'too-much-memory': { meaning: 'Nothing is wrong with the file itself.', next: [SYSTEM, LAB] },
  stalled: { meaning: 'It may be damaged, or made to do harm.', next: [LAB] },
  'check-failed': {
    meaning: 'A viewing copy was made, did not agree with the original frame by frame, and was thrown away.',
    next: [LAB],
  },
  'tool-failed': { meaning: 'The file may be damaged.', next: [LAB] },
};

/** `undefined` where there is a viewing copy, or none yet. */
export function noPictureOf(renditions: readonly Rendition[]): NoPicture | undefined {
  const failed = renditions.find(({ kind, state }) => kind === 'proxy' && state === 'failed');
  if (failed === undefined) return undefined;
  const code = failed.facts['code'];
  const words = WORDS[typeof code === 'string' ? code : ''] ?? { meaning: '', next: [LAB] };
  return { why: failed.why ?? 'No viewing copy could be made.', ...words };
}
