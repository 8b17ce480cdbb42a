import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { create, type Font, type GlyphRun } from 'fontkit';
import { fontInWoff } from './woff';

interface Face {
  readonly bytes: Buffer;
  readonly font: Font;
}

const open = new Map<string, Face>();

function faceAt(path: string): Face {
  const known = open.get(path);
  if (known !== undefined) return known;
  const file = readFileSync(path);
  const bytes = extname(path) === '.woff' ? fontInWoff(file) : file;
  const font = create(bytes);
  if (!('layout' in font)) throw new Error(`${path} holds more than one font`);
  const face = { bytes, font };
  open.set(path, face);
  return face;
}

const fontAt = (path: string): Font => faceAt(path).font;

/** The font in a file, for what opens it anew. */
export const bytesOf = (path: string): Buffer => faceAt(path).bytes;

/** Whether a face has a shape for every character of a text. */
export const covers = (path: string, text: string): boolean => {
  const font = fontAt(path);
  return Array.from(text).every((character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
};

/** Steps that put a mark where the letter before it has a place for one. */
const PLACES = { mark: false, mkmk: false, abvm: false, blwm: false, curs: false } as const;
type Steps = typeof PLACES;

interface Setting {
  readonly ems: number;
  /** What is left out of how the face sets it; `undefined`: nothing. */
  readonly without: Steps | undefined;
}

/** The library fails where a letter has no place for a mark, as in Punjabi “ਪ੍ਰੀਤ”. It is set without such steps then: a little less well, but it is there. */
function setBy(font: Font, text: string): Setting {
  const ems = ({ advanceWidth }: GlyphRun): number => advanceWidth / font.unitsPerEm;
  try {
    return { ems: ems(font.layout(text)), without: undefined };
  } catch {
    return { ems: ems(font.layout(text, { ...PLACES })), without: PLACES };
  }
}

/** Of the paper that is being set: its words are measured again and again. */
const sets = new Map<string, Setting>();

/** With the paper its words are forgotten: nothing of one visitor's stays for the next. */
export const forgetWidths = (): void => sets.clear();

function setOf(path: string, text: string): Setting {
  const key = `${path} ${text}`;
  const known = sets.get(key) ?? setBy(fontAt(path), text);
  sets.set(key, known);
  return known;
}

/** Width of a text in points, as its face draws it. */
export const widthOf = (path: string, text: string, size: number): number => setOf(path, text).ems * size;

/** Steps that are left out where its face draws a text. */
export const withoutSteps = (path: string, text: string): Steps | undefined => setOf(path, text).without;

/** How high a line of its letters is, in units of their size. */
export const highOf = (path: string): number => {
  const { ascent, descent, unitsPerEm } = fontAt(path);
  return (ascent - descent) / unitsPerEm;
};
