const LONGEST = 255;
/** Controls (C0, C1), and the marks that reorder or hide text: they have no place in a name that is shown. */
const UNSAFE = /[\p{Cc}\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/gu;

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
