/** What can be looked at or taken of a clip: the master, or one of its renditions. */
export const CONTENTS = ['original', 'proxy', 'poster', 'contact-sheet'] as const;
export type Content = (typeof CONTENTS)[number];
export type RenditionKind = Exclude<Content, 'original'>;
export const RENDITION_KINDS = [
  'proxy',
  'poster',
  'contact-sheet',
] as const satisfies readonly RenditionKind[];

/** Looking is consultation, taking away is disclosure, and needs a reason. */
export type Purpose = 'view' | 'download';
