/**
 * The working copies of a clip. `frames` lists the time and the pixel hash of every frame of the master; `defence-copy` is
 * the recording as it came, without what may tell where the victim is; `waveform` shows how loud its sound is; `redacted-copy` is the
 * recording with something covered, of which there is one for each version of what was drawn; `compilation` is a film of several
 * recordings, kept with its first.
 */
export const RENDITION_KINDS = [
  'proxy',
  'poster',
  'thumbnail',
  'contact-sheet',
  'frames',
  'defence-copy',
  'waveform',
  'redacted-copy',
  'compilation',
] as const;
export type RenditionKind = (typeof RENDITION_KINDS)[number];

/** What can be looked at or taken of a clip: the master, or one of its renditions. */
export const CONTENTS = ['original', ...RENDITION_KINDS] as const;
/** What is asked for by the clip alone. A film of several has an address of its own. */
export const CONTENTS_OF_CLIP = CONTENTS.filter((content) => content !== 'compilation');
export type Content = (typeof CONTENTS)[number];

/** Looking is consultation, taking away is disclosure, and needs a reason. */
export type Purpose = 'view' | 'download';
