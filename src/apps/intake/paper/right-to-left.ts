import type { Content } from 'pdfmake/interfaces';
import { BASIC, covers, widthOf, type PaperFont } from './fonts';
import { visualPieces } from './visual';

export interface Setting {
  readonly font: PaperFont;
  readonly bold: boolean;
  /** Points. */
  readonly size: number;
  readonly width: number;
}

/** Faces for letters from the right bring much room of their own. */
const LINE_HEIGHT = 0.95;

interface Piece {
  readonly text: string;
  readonly font: 'Roboto' | 'Own';
}

/** A word may hold signs of both faces; each part is drawn by one that has it. */
function drawn(text: string, path: string): Piece[] {
  const parts: Piece[] = [];
  for (const character of Array.from(text)) {
    const font = covers(path, character) ? 'Own' : 'Roboto';
    const last = parts.at(-1);
    if (last?.font === font) parts[parts.length - 1] = { font, text: last.text + character };
    else parts.push({ font, text: character });
  }
  return parts;
}

const faceOf = (font: PaperFont, bold: boolean): string => (bold ? font.bold : font.normal);

function measured(text: string, { font, bold, size }: Setting): number {
  const own = faceOf(font, bold);
  return drawn(text, own).reduce(
    (sum, part) => sum + widthOf(part.font === 'Own' ? own : faceOf(BASIC, bold), part.text, size),
    0,
  );
}

/** Room for the space in front of a line, and for what rounding may add: the maker must not break a line once more. */
const SPARE = 6;

/** Lines in the order of reading, none wider than the setting, unless a single word is. */
function broken(text: string, setting: Setting): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measured(longer, setting) > setting.width - SPARE) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

/**
 * A face with letters from the right turns them itself; signs of the basic face are turned here. The space in front of a
 * line, at its end as one reads, gives every line the height of the language's own face.
 */
function inlines(line: string, { font, bold }: Setting): Piece[] {
  const pieces = visualPieces(line).flatMap(({ text, fromRight }) => {
    const parts = drawn(text, faceOf(font, bold));
    if (!fromRight) return parts;
    return parts.reverse().map((part) => ({
      ...part,
      text: part.font === 'Own' ? part.text : Array.from(part.text).reverse().join(''),
    }));
  });
  return [{ text: ' ', font: 'Own' }, ...pieces];
}

/** A paragraph from the right. The maker of the document knows neither order nor direction: it gets whole lines. */
export const paragraph = (text: string, setting: Setting): Content => ({
  stack: broken(text, setting).map((line): Content => ({
    text: inlines(line, setting).map((piece) => ({ ...piece })),
    alignment: 'right',
    noWrap: true,
    preserveLeadingSpaces: true,
    fontSize: setting.size,
    lineHeight: LINE_HEIGHT,
    bold: setting.bold,
  })),
});

/** A single line, to be centred. */
export const centred = (text: string, setting: Setting): Content => ({
  text: inlines(text, setting).map((piece) => ({ ...piece })),
  alignment: 'center',
  noWrap: true,
  fontSize: setting.size,
});
