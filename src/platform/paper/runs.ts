import { telephones } from '../../kernel/telephones';
import { BASIC, UNKNOWN, type PaperFont } from '../pdf/faces';
import { drawn } from './drawn';
import { OTHERS } from './faces';
import { bytesOf, highOf, widthOf, withoutSteps } from './fonts';
import { directionOf, FROM_RIGHT } from '../../kernel/direction';
import { piecesOf } from './lines';

type Steps = ReturnType<typeof withoutSteps>;

/** Part of a text in one face, as the maker of documents takes it. */
export interface Run {
  readonly text: string;
  readonly font: string;
  readonly lineHeight?: number;
  readonly fontFeatures?: Steps;
  /** Of a line that is read from the right. */
  readonly direction?: 'rtl';
  readonly alignment?: 'right';
}

const nameOf = (place: number): string => `Other${place}`;
const placeOf = (face: string): number =>
  OTHERS.findIndex(({ normal, bold }) => [normal, bold].includes(face));

/** The name under which the maker of documents knows the family of a face. */
const familyOf = (face: string): string => {
  const place = placeOf(face);
  return place === -1 ? 'Roboto' : nameOf(place);
};

/** Families by their names, and each face as it is opened. */
export const families = (): Record<string, PaperFont> =>
  Object.fromEntries(OTHERS.map((font, place) => [nameOf(place), font]));
const isOther = (face: string): boolean => placeOf(face) !== -1;
export { bytesOf };

/** A line is as high in every face, so that rows are as long as they were reckoned. */
const LINE = 1.25;
const heightIn = (face: string): number => Math.min(LINE, (LINE * highOf(BASIC.normal)) / highOf(face));

/** The maker sets each word by itself. */
const stepsOf = (face: string, text: string): Steps =>
  [text, ...text.split(' ')].map((part) => withoutSteps(face, part)).find((steps) => steps !== undefined);

function lineInRuns(line: string): Run[] {
  const fromRight = directionOf(line) === 'rtl' && ({ direction: 'rtl', alignment: 'right' } as const);
  const runs: Run[] = [];
  for (const { text, face } of drawn(line, BASIC, false)) {
    const font = familyOf(face);
    const fontFeatures = stepsOf(face, text);
    runs.push({
      text,
      font,
      ...(isOther(face) && { lineHeight: heightIn(face) }),
      ...(fontFeatures !== undefined && { fontFeatures }),
      ...fromRight,
    });
  }
  return runs;
}

/** A text in runs, each in a face that has its signs; `lost` is told of a sign that no face has. */
export function inRuns(text: string, lost: () => void): Run[] {
  const runs = text
    .split('\n')
    .flatMap((line, at): Run[] => [
      ...(at === 0 ? [] : [{ text: '\n', font: 'Roboto' }]),
      ...lineInRuns(line),
    ]);
  if (runs.some((run) => run.text.includes(UNKNOWN))) lost();
  return runs;
}

/** A word of a line, as the maker of documents has measured and placed it. */
export interface Inline {
  readonly text: string;
  readonly font: object;
  readonly fontSize: number;
  readonly width: number;
  /** From the left end of its line, in points. */
  readonly x: number;
  readonly direction?: 'rtl';
  readonly fontFeatures?: Steps | undefined;
}

/**
 * The words of one line from left to right (UAX 9): the maker of documents puts them in the order in which they are read.
 * @param fontOf the font that it has opened for a family
 */
export function fromLeft(
  inlines: readonly Inline[],
  bold: boolean,
  fontOf: (family: string) => object,
): readonly Inline[] {
  const [first] = inlines;
  const text = inlines
    .map((one) => one.text)
    .join('')
    .trim();
  if (first === undefined || !FROM_RIGHT.test(text)) return inlines;
  const direction = inlines.some((one) => one.direction === 'rtl') ? 'rtl' : 'ltr';
  let x = 0;
  return piecesOf(telephones(text), { font: BASIC, bold, direction }).map((piece): Inline => {
    const width = widthOf(piece.face, piece.text, first.fontSize);
    const fontFeatures = withoutSteps(piece.face, piece.text);
    const placed = {
      ...first,
      ...{ text: piece.text, font: fontOf(familyOf(piece.face)), width, x, fontFeatures },
    };
    x += width;
    return placed;
  });
}
