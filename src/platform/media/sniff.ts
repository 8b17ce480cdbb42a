import { open } from 'node:fs/promises';
import { fileTypeFromBuffer } from 'file-type/core';

/** Enough for every signature that `file-type` knows. */
export const SNIFF_BYTES = 4_100;

/** What the first bytes look like, whatever the file is called. */
export interface Sniffed {
  readonly kind: 'empty' | 'text' | 'list' | 'video' | 'audio' | 'image' | 'other' | 'unknown';
  readonly mime: string | null;
}

/** Texts that name other files or addresses: ffmpeg would follow them. */
const LISTS = /^\uFEFF?\s*(ffconcat\b|#EXTM3U|<\?xml[^>]*>\s*<(MPD|smil)\b|<MPD\b|\[playlist\])/i;

/** Written in the signs of a text, and still formats of their own: what opens a text shows their commands. */
const WRITTEN = new Set(['application/pdf', 'application/rtf']);

function isText(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  // The last character may be cut in two.
  const text = new TextDecoder().decode(head).replace(/\uFFFD$/, '');
  const odd = text.replaceAll(/[\t\n\f\r]/g, '').match(/\p{Cc}|\uFFFD/gu)?.length ?? 0;
  return odd <= text.length / 200;
}

/** @param head the first SNIFF_BYTES of the file, or all of it when it is shorter */
export async function sniff(head: Uint8Array): Promise<Sniffed> {
  if (head.length === 0) return { kind: 'empty', mime: null };
  const bytes = head.subarray(0, SNIFF_BYTES);
  const type = await fileTypeFromBuffer(bytes);
  if (isText(bytes)) {
    const list = LISTS.test(new TextDecoder().decode(bytes));
    const mime = type !== undefined && WRITTEN.has(type.mime) ? type.mime : 'text/plain';
    return { kind: list ? 'list' : 'text', mime };
  }
  if (type === undefined) return { kind: 'unknown', mime: null };
  const family = type.mime.split('/')[0];
  const kind = family === 'video' || family === 'audio' || family === 'image' ? family : 'other';
  return { kind, mime: type.mime };
}

/** Sniffs a local file. */
export async function sniffFile(path: string): Promise<Sniffed> {
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    return await sniff(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}
