import { dirname, join } from 'node:path';
import { BASIC, type PaperFont } from '../pdf/faces';
import { covers } from './fonts';

/** Where a package of a typeface lies, by its list of contents. */
const filesOf = (contents: string): string => join(dirname(contents), 'files');

const script = (name: string, contents: string): PaperFont => {
  const file = (weight: number): string =>
    join(filesOf(contents), `noto-sans-${name}-${name}-${weight}-normal.woff`);
  return { normal: file(400), bold: file(700) };
};

/** Pictures: bold ones look no better. */
const PICTURES = join(
  filesOf(require.resolve('@fontsource/noto-emoji/package.json')),
  'noto-emoji-emoji-400-normal.woff',
);

/** For what the language's own face and the basic one have no shape for: other scripts, then pictures. */
export const OTHERS: readonly PaperFont[] = [
  script('arabic', require.resolve('@fontsource/noto-sans-arabic/package.json')),
  script('hebrew', require.resolve('@fontsource/noto-sans-hebrew/package.json')),
  script('devanagari', require.resolve('@fontsource/noto-sans-devanagari/package.json')),
  script('bengali', require.resolve('@fontsource/noto-sans-bengali/package.json')),
  script('gurmukhi', require.resolve('@fontsource/noto-sans-gurmukhi/package.json')),
  script('gujarati', require.resolve('@fontsource/noto-sans-gujarati/package.json')),
  script('tamil', require.resolve('@fontsource/noto-sans-tamil/package.json')),
  script('thai', require.resolve('@fontsource/noto-sans-thai/package.json')),
  { normal: PICTURES, bold: PICTURES },
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
