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

/** Lines in the order of reading, none wider than the setting, unless a single word is. */
function broken(text: string, setting: Setting): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && measured(longer, setting) > setting.width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}

const inlines = (line: string, { font, bold }: Setting): Piece[] =>
  visualPieces(line).flatMap((piece) => {
    const parts = drawn(piece, faceOf(font, bold));
    return parts;
  });

/** A paragraph from the right. The maker of the document knows neither order nor direction: it gets whole lines. */
export const paragraph = (text: string, setting: Setting): Content => ({
  stack: broken(text, setting).map((line): Content => ({
    text: inlines(line, setting).map(({ text: part, font }) => ({ text: part, font })),
    alignment: 'right',
    noWrap: true,
    preserveLeadingSpaces: true,
    fontSize: setting.size,
    bold: setting.bold,
  })),
});

/** A single line, to be centred. */
export const centred = (text: string, setting: Setting): Content => ({
  text: inlines(text, setting).map(({ text: part, font }) => ({ text: part, font })),
  alignment: 'center',
  noWrap: true,
  fontSize: setting.size,
});
