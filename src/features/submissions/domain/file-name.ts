const LONGEST = 255;
/**
 * Controls (C0, C1), ends of lines, and the marks that reorder text or are not seen: they have no place in a name that is shown. What joins
 * letters (U+200C, U+200D) is part of names in some scripts and of signs.
 */
const UNSAFE =
  /[\p{Cc}\p{Zl}\p{Zp}\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]/gu;

/**
 * The name of a file as it was given, made safe to keep and show: the last part of a path, NFC, at most 255 characters
 * with its extension kept, and never empty. The bytes of the file are not touched by this.
 */
export function cleanFileName(given: string): string {
  const base = given.toWellFormed().normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const name = base.replaceAll(UNSAFE, '\uFFFD').trim();
  if (name === '' || /^\.+$/.test(name)) return 'clip';
  const characters = Array.from(name);
  if (characters.length <= LONGEST) return name;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  return characters.slice(0, LONGEST - extension.length).join('') + extension;
}
