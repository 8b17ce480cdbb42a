import { dirname, join } from 'node:path';

/** Files of a typeface. */
export interface PaperFont {
  readonly normal: string;
  readonly bold: string;
}

const roboto = join(dirname(require.resolve('pdfmake/package.json')), 'fonts/Roboto');
/** For Latin, Greek and Cyrillic letters. */
export const BASIC: PaperFont = {
  normal: join(roboto, 'Roboto-Regular.ttf'),
  bold: join(roboto, 'Roboto-Medium.ttf'),
};

/** What stands for a sign that no face has a shape for: a name must not look other than it is. */
export const UNKNOWN = '\uFFFD';

const PICTURE = /(?![0-9#*©®™])\p{Extended_Pictographic}/u;
/** Pictures are for screens. */
export const isPicture = (character: string): boolean => PICTURE.test(character);

const STEERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
/** Without the marks that steer direction: they have no shape, and on paper the order is known. */
export const withoutSteering = (text: string): string => text.replaceAll(STEERING, '');
