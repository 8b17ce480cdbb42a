import { dirname, join } from 'node:path';
import { BASIC, type PaperFont } from '../../../platform/pdf/faces';
import { covers } from './fonts';

const folderOf = (name: string): string =>
  join(dirname(require.resolve(`@fontsource/${name}/package.json`)), 'files');

const script = (name: string): PaperFont => {
  const file = (weight: number): string =>
    join(folderOf(`noto-sans-${name}`), `noto-sans-${name}-${name}-${weight}-normal.woff`);
  return { normal: file(400), bold: file(700) };
};

/** Pictures come in so many files; bold ones look no better. */
const PICTURE_FILES = 10;
const picture = (part: number): PaperFont => {
  const file = join(folderOf('noto-emoji'), `noto-emoji-${part}-400-normal.woff`);
  return { normal: file, bold: file };
};

/** For what the language's own face and the basic one have no shape for: other scripts, then pictures. */
const OTHERS: readonly PaperFont[] = [
  ...['arabic', 'hebrew', 'devanagari', 'bengali', 'gurmukhi', 'gujarati', 'tamil', 'thai'].map(script),
  ...Array.from({ length: PICTURE_FILES }, (_, part) => picture(part)),
];

const found = new Map<string, string | undefined>();

/** The file of a face that has a shape for a sign; `undefined`: none has. */
export function faceOf(character: string, own: PaperFont, bold: boolean): string | undefined {
  const file = (font: PaperFont): string => (bold ? font.bold : font.normal);
  if (covers(file(own), character)) return file(own);
  if (covers(file(BASIC), character)) return file(BASIC);
  const key = `${String(bold)} ${character}`;
  if (!found.has(key))
    found.set(
      key,
      OTHERS.map(file).find((face) => covers(face, character)),
    );
  return found.get(key);
}
