import { openSync, type Font } from 'fontkit';

const open = new Map<string, Font>();

function fontAt(path: string): Font {
  const known = open.get(path);
  if (known !== undefined) return known;
  const font = openSync(path);
  if (!('layout' in font)) throw new Error(`${path} holds more than one font`);
  open.set(path, font);
  return font;
}

/** Whether a face has a shape for every character of a text. */
export const covers = (path: string, text: string): boolean => {
  const font = fontAt(path);
  return Array.from(text).every((character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
};

/** Of the paper that is being set: its words are measured again and again. */
const widths = new Map<string, number>();

/** With the paper its words are forgotten: nothing of one visitor's stays for the next. */
export const forgetWidths = (): void => widths.clear();

/** Width of a text in points, as its face draws it. */
export function widthOf(path: string, text: string, size: number): number {
  const key = `${path} ${text}`;
  let ems = widths.get(key);
  if (ems === undefined) {
    const font = fontAt(path);
    ems = font.layout(text).advanceWidth / font.unitsPerEm;
    widths.set(key, ems);
  }
  return ems * size;
}
