/** UTF-8 bytes of one name. Windows and most file systems take 255 characters or bytes; the rest is for suffixes. */
const MAX_BYTES = 200;
const MAX_EXTENSION_BYTES = 20;

// Controls, marks that turn or hide text (an RLO makes `gpj.exe` of `exe.jpg`), line separators, half characters, and
// code points that mean nothing yet, which some file systems refuse.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;
// What Windows forbids; `%` because RFC 8493 section 2.1.3 wants it encoded and hardly any tool decodes it.
const FORBIDDEN = /[<>:"/\\|?*%]/g;
// Reserved by Windows with any extension or none (Microsoft, "Naming Files, Paths, and Namespaces").
const RESERVED = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])\s*(\.|$)/i;
const ENDING = /[\s.]+$/u;

const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** The longest start of `text` that is at most `bytes` long and ends at a whole character. */
function cut(text: string, bytes: number): string {
  let length = 0;
  let used = 0;
  for (const character of text) {
    used += bytesOf(character);
    if (used > bytes) break;
    length += character.length;
  }
  return text.slice(0, length);
}

/** `['clip', '.mp4']`. A last part that is long is no extension. */
function split(name: string): [stem: string, extension: string] {
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 ? name.slice(dot) : '';
  return bytesOf(extension) > MAX_EXTENSION_BYTES
    ? [name, '']
    : [name.slice(0, name.length - extension.length), extension];
}

function shorten(name: string, bytes: number, suffix = ''): string {
  const [stem, extension] = split(name);
  const room = bytes - bytesOf(extension) - suffix.length;
  return cut(stem, room).replace(ENDING, '') + suffix + extension;
}

/**
 * A name that every system can write and nobody can misread: NFC, one path component, at most 200 bytes with its
 * extension kept. Applying it again changes nothing.
 */
export function safeName(name: string): string {
  const clean = name
    .normalize('NFC')
    .replace(UNPRINTABLE, '')
    .replace(FORBIDDEN, '_')
    .normalize('NFC')
    .trim()
    .replace(ENDING, '');
  if (clean === '') return '_';
  const visible = clean.startsWith('.') || RESERVED.test(clean) ? `_${clean}` : clean;
  return bytesOf(visible) > MAX_BYTES ? shorten(visible, MAX_BYTES) : visible;
}

export const isSafeName = (name: string): boolean => safeName(name) === name;

/** Slash-separated safe names: it cannot lead out of the folder that it is below. */
export const isSafePath = (path: string): boolean => path.split('/').every(isSafeName);

/** Equal for names that some file system would take for one: without case, accents in any form, ligatures. */
export const foldName = (name: string): string => name.normalize('NFKC').toUpperCase().toLowerCase();

/** Gives names within one folder: safe, and unique without case. The same calls give the same names. */
export class FolderNames {
  readonly #taken = new Set<string>();

  /** `clip.mp4`, then `clip-2.mp4` for the next of that name. */
  give(wanted: string): string {
    const name = safeName(wanted);
    for (let count = 1; ; count += 1) {
      const candidate = count === 1 ? name : shorten(name, MAX_BYTES, `-${count}`);
      const key = foldName(candidate);
      if (this.#taken.has(key)) continue;
      this.#taken.add(key);
      return candidate;
    }
  }
}
