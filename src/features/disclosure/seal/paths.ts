/** What a file's name ends in, by its media type. The sender's own file name stays in the openings. */
const EXTENSION: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/x-m4v': 'm4v',
  'video/webm': 'webm',
  'video/matroska': 'mkv',
  'video/x-matroska': 'mkv',
  'video/mp2t': 'ts',
  'video/vnd.avi': 'avi',
  'video/x-msvideo': 'avi',
  'video/3gpp': '3gp',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'application/pdf': 'pdf',
  'application/zip': 'zip',
  'application/json': 'json',
  'text/plain': 'txt',
};

const extensionOf = (type: string | null): string => EXTENSION[type?.split(';')[0] ?? ''] ?? 'bin';

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
