import { BASIC, UNKNOWN, withoutSteering, type PaperFont } from '../pdf/faces';
import { faceOf } from './faces';
import { covers, widthOf } from './fonts';

/** Part of a line in one face. */
export interface Piece {
  readonly text: string;
  /** File of the face. */
  readonly face: string;
}

/** They join or colour the sign before them, and have no shape of their own. */
const JOINING = /\p{Join_Control}|\p{Variation_Selector}|\p{Emoji_Modifier}/u;

/** A text as its faces can draw it, each part by one that has its signs; the language's own comes first. */
export function drawn(text: string, font: PaperFont, bold: boolean): Piece[] {
  const parts: Piece[] = [];
  const add = (character: string, face: string): void => {
    const last = parts.at(-1);
    if (last?.face === face) parts[parts.length - 1] = { face, text: last.text + character };
    else parts.push({ face, text: character });
  };
  // A space that holds together looks like any other.
  for (const character of Array.from(withoutSteering(text).replaceAll('\u00a0', ' '))) {
    const last = parts.at(-1);
    if (last !== undefined && JOINING.test(character)) {
      if (covers(last.face, character)) add(character, last.face);
      continue;
    }
    const face = faceOf(character, font, bold);
    if (face === undefined) add(UNKNOWN, bold ? BASIC.bold : BASIC.normal);
    else add(character, face);
  }
  return parts;
}

/** Whether no face has a shape for some sign of a text. */
export const hasUnknown = (text: string, font: PaperFont = BASIC): boolean =>
  drawn(text.replaceAll(/\s/g, ''), font, false).some(({ text: part }) => part.includes(UNKNOWN));

/** Whether some sign of a text has a shape in another face alone than the one of all papers. */
export const wantsOtherFaces = (text: string): boolean =>
  drawn(text.replaceAll(/\s/g, ''), BASIC, false).some(({ face }) => face !== BASIC.normal);

/** Width in points. */
export const drawnWidth = (text: string, font: PaperFont, bold: boolean, size: number): number =>
  drawn(text, font, bold).reduce((sum, part) => sum + widthOf(part.face, part.text, size), 0);

/** A word in parts that fit the width, in points: names of files are often longer than a line, and none of it may be lost. */
export function torn(word: string, font: PaperFont, bold: boolean, size: number, width: number): string[] {
  if (drawnWidth(word, font, bold, size) <= width) return [word];
  const parts: string[] = [];
  let [part, used] = ['', 0];
  for (const { segment } of new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word)) {
    const wide = drawnWidth(segment, font, bold, size);
    if (part !== '' && used + wide > width) {
      parts.push(part);
      [part, used] = ['', 0];
    }
    [part, used] = [part + segment, used + wide];
  }
  return [...parts, part];
}
