/** What first bytes tell of archives, as MIME types. */
const TYPES = new Set([
  'application/zip',
  'application/x-rar-compressed',
  'application/vnd.rar',
  'application/x-7z-compressed',
  'application/x-tar',
  'application/gzip',
]);

/** These are ZIP files inside, and no folders of clips. */
const PACKED_DOCUMENT = /\.(docx|xlsx|pptx|od[tsp]|pages|numbers|key|epub|apk|jar)$/i;

/** Whether a file is a folder that was packed into one file. @param type what its first bytes look like, as a MIME type */
export const isArchive = (fileName: string, type: string): boolean =>
  TYPES.has(type) && !PACKED_DOCUMENT.test(fileName);
