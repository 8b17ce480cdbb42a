import { BASIC, isPicture, UNKNOWN, withoutSteering, type PaperFont } from '../../../platform/pdf/faces';
import { covers, widthOf } from './fonts';

/** Part of a line in one face: the language's own, or the basic one. */
export interface Piece {
  readonly text: string;
  readonly font: 'Roboto' | 'Own';
}

const faceOf = (font: PaperFont, bold: boolean): string => (bold ? font.bold : font.normal);

function shapeOf(character: string, own: string, bold: boolean): Piece {
  const known = !isPicture(character);
  if (known && covers(own, character)) return { text: character, font: 'Own' };
  return { text: known && covers(faceOf(BASIC, bold), character) ? character : UNKNOWN, font: 'Roboto' };
}

/** A text as its faces can draw it, each part by one that has its signs; the language's own comes first. */
export function drawn(text: string, font: PaperFont, bold: boolean): Piece[] {
  const parts: Piece[] = [];
  for (const character of Array.from(withoutSteering(text))) {
    const part = shapeOf(character, faceOf(font, bold), bold);
    const last = parts.at(-1);
    if (last?.font === part.font) parts[parts.length - 1] = { ...part, text: last.text + part.text };
    else parts.push(part);
  }
  return parts;
}

/** Width in points. */
export const drawnWidth = (text: string, font: PaperFont, bold: boolean, size: number): number =>
  drawn(text, font, bold).reduce(
    (sum, part) => sum + widthOf(faceOf(part.font === 'Own' ? font : BASIC, bold), part.text, size),
    0,
  );

/** A word in parts that fit the width, in points: names of files are often longer than a line, and none of it may be lost. */
export function torn(word: string, font: PaperFont, bold: boolean, size: number, width: number): string[] {
  const parts: string[] = [];
  let [part, used] = ['', 0];
  for (const character of Array.from(word)) {
    const wide = drawnWidth(character, font, bold, size);
    if (part !== '' && used + wide > width) {
      parts.push(part);
      [part, used] = ['', 0];
    }
    [part, used] = [part + character, used + wide];
  }
  return [...parts, part];
}
