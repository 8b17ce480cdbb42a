import type { Content } from 'pdfmake/interfaces';
import { drawn, drawnWidth, torn, type Piece } from './drawn';
import type { PaperFont } from '../../../platform/pdf/faces';
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

/** Room for the space in front of a line, and for what rounding may add: the maker must not break a line once more. */
const SPARE = 6;

/** Lines in the order of reading, none wider than the setting. Parts of a torn word keep the word's own direction. */
function broken(text: string, { font, bold, size, width }: Setting): string[] {
  const room = width - SPARE;
  const space = drawnWidth(' ', font, bold, size);
  const lines: string[] = [];
  let line = '';
  let used = 0;
  const words = text.split(/\s+/).filter((each) => each !== '');
  const parts = (word: string): string[] => {
    const all = torn(word, font, bold, size, room);
    return all.length === 1 ? all : all.map((part) => `\u2068${part}\u2069`);
  };
  for (const word of words.flatMap(parts)) {
    const wide = drawnWidth(word, font, bold, size);
    if (line !== '' && used + space + wide > room) {
      lines.push(line);
      [line, used] = [word, wide];
    } else [line, used] = line === '' ? [word, wide] : [`${line} ${word}`, used + space + wide];
  }
  return [...lines, line];
}

/**
 * A face with letters from the right turns them itself; signs of the basic face are turned here. The space in front of a
 * line, at its end as one reads, gives every line the height of the language's own face.
 */
function inlines(line: string, { font, bold }: Setting): Piece[] {
  const pieces = visualPieces(line).flatMap(({ text, fromRight }) => {
    const parts = drawn(text, font, bold);
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
