import { FROM_RIGHT } from '../../kernel/direction';
import type { PaperFont } from '../pdf/faces';
import { drawn, drawnWidth, torn, type Piece } from './drawn';
import { widthOf } from './fonts';
import { visualPieces } from './visual';

export interface Setting {
  readonly font: PaperFont;
  readonly bold: boolean;
  /** Points. */
  readonly size: number;
  readonly width: number;
  /** The side from which its language is read. */
  readonly direction: 'ltr' | 'rtl';
}

/** A line as it is drawn, from left to right. */
export interface Line {
  /** In the order in which it is read: what a screen reader says. */
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Points. */
  readonly width: number;
}

/** A line may end here; where a space holds together what stands around it, as in a telephone number, it may not. */
const BREAKING = /[^\S\u00a0]+/;
/** Sets a text apart from what stands around it: it runs as its own first letter does (UAX 9, first strong isolate). */
export const apart = (text: string): string => `\u2068${text}\u2069`;

/** What is set apart stays so in each line that it goes on in: a line's order is found by itself. */
function apartInEach(lines: readonly string[]): string[] {
  const open: string[] = [];
  return lines.map((line) => {
    const whole = open.join('') + line;
    for (const mark of line.match(/[\u2066-\u2069]/g) ?? []) {
      if (mark === '\u2069') open.pop();
      else open.push(mark);
    }
    return whole + '\u2069'.repeat(open.length);
  });
}

/** Lines in the order of reading, none wider than the setting. Parts of a torn word keep the word's own direction. */
function broken(text: string, { font, bold, size, width }: Setting): string[] {
  const space = drawnWidth(' ', font, bold, size);
  const lines: string[] = [];
  let [line, used] = ['', 0];
  const parts = (word: string): string[] => {
    const all = torn(word, font, bold, size, width);
    return all.length === 1 ? all : all.map(apart);
  };
  for (const word of text
    .split(BREAKING)
    .filter((each) => each !== '')
    .flatMap(parts)) {
    const wide = drawnWidth(word, font, bold, size);
    if (line !== '' && used + space + wide > width) {
      lines.push(line);
      [line, used] = [word, wide];
    } else [line, used] = line === '' ? [word, wide] : [`${line} ${word}`, used + space + wide];
  }
  return apartInEach([...lines, line]);
}

/** A line from left to right. A face turns its own letters from the right; what else is read from there is turned here. */
export function piecesOf(
  line: string,
  { font, bold, direction }: Pick<Setting, 'font' | 'bold' | 'direction'>,
): Piece[] {
  return visualPieces(line, direction).flatMap(({ text, fromRight }) => {
    const parts = drawn(text, font, bold);
    if (!fromRight) return parts;
    return parts.reverse().map((part) => ({
      ...part,
      text: FROM_RIGHT.test(part.text) ? part.text : Array.from(part.text).reverse().join(''),
    }));
  });
}

/** A text in lines that fit. */
export const linesOf = (text: string, setting: Setting): Line[] =>
  broken(text, setting).map((line) => {
    const pieces = piecesOf(line, setting);
    const width = pieces.reduce((sum, { face, text: part }) => sum + widthOf(face, part, setting.size), 0);
    const read = line.replaceAll(/[\u2066-\u2069]/g, '').replaceAll('\u00a0', ' ');
    return { text: read, pieces, width };
  });
