import * as fontkit from 'fontkit';

const open = new Map<string, fontkit.Font>();

function fontAt(path: string): fontkit.Font {
  const known = open.get(path);
  if (known !== undefined) return known;
  const font = fontkit.openSync(path);
  if (!('layout' in font)) throw new Error(`${path} holds more than one font`);
  open.set(path, font);
  return font;
}

/** Whether a face has a shape for every character of a text. */
export const covers = (path: string, text: string): boolean => {
  const font = fontAt(path);
  return Array.from(text).every((character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
};

/** Of so many texts at most the width is remembered: the same words are measured again and again. */
const REMEMBERED = 5_000;
const widths = new Map<string, number>();

/** Width of a text in points, as its face draws it. */
export function widthOf(path: string, text: string, size: number): number {
  const key = `${path} ${text}`;
  let ems = widths.get(key);
  if (ems === undefined) {
    const font = fontAt(path);
    ems = font.layout(text).advanceWidth / font.unitsPerEm;
    if (widths.size >= REMEMBERED) widths.clear();
    widths.set(key, ems);
  }
  return ems * size;
}
