import { extensionOf } from '../../../platform/media';

/** The sender's own file name stays in the openings. */
export const originalPath = (item: { readonly folder: string; readonly kind: string | null }): string =>
  `data/originals/${item.folder}/${item.folder}.${extensionOf(item.kind)}`;

export const viewingPath = (
  { folder }: { readonly folder: string },
  copy: { readonly kind: string; readonly contentType: string },
): string => `data/viewing/${folder}/${copy.kind}.${extensionOf(copy.contentType)}`;

export const redactionPath = (folder: string, what: 'recipe' | 'proof'): string =>
  `data/redactions/${folder}/${what}.json`;

export const transcriptPath = (folder: string): string => `data/transcripts/${folder}/transcript.vtt`;

export const filmPath = (folder: string, file: 'film.mp4' | 'recipe.json'): string =>
  `data/films/${folder}/${file}`;

export const custodyPath = (folder: string): string => `data/custody/${folder}`;
export const INVESTIGATION_CUSTODY = 'data/custody/investigation';
