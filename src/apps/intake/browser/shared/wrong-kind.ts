/** What a file can be instead of a clip, as far as its name and size tell. */
export type WrongKind = 'empty' | 'shortcut' | 'placeholder' | 'photo' | 'document' | 'archive';

const SHORTCUT = /\.(lnk|url|webloc|desktop)$/i;
/** What iCloud leaves on a computer in place of a file that it has moved away: `.clip.mp4.icloud`. */
const PLACEHOLDER = /\.icloud$/i;
const PHOTO = /\.(jpe?g|png|gif|heic|heif|webp|bmp|tiff?|avif)$/i;
const DOCUMENT = /\.(pdf|docx?|odt|rtf|txt|pages|xlsx?|pptx?|eml|html?)$/i;

const ARCHIVE = /\.(zip|rar|7z|tar|tgz|gz)$/i;

/** @param size bytes */
export function wrongKind(name: string, size: number): WrongKind | undefined {
  if (SHORTCUT.test(name)) return 'shortcut';
  if (PLACEHOLDER.test(name)) return 'placeholder';
  if (size === 0) return 'empty';
  if (PHOTO.test(name)) return 'photo';
  if (DOCUMENT.test(name)) return 'document';
  return ARCHIVE.test(name) ? 'archive' : undefined;
}

/** Of these there is nothing to bring: the page explains it before a byte is sent. The others are taken all the same. */
export const holdsNothing = (kind: WrongKind | undefined): kind is 'empty' | 'shortcut' | 'placeholder' =>
  kind === 'empty' || kind === 'shortcut' || kind === 'placeholder';
