import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Texts } from './texts/language';

type EasyRead = Texts['easyRead'];

interface Point {
  readonly picture: string;
  readonly says: readonly (keyof EasyRead['says'])[];
}

interface Section {
  readonly heading?: keyof EasyRead['headings'];
  readonly points: readonly Point[];
}

const point = (picture: string, ...says: Point['says']): Point => ({ picture, says });

/** What stands beside which picture, in the order of the notice. */
export const EASY_READ_SECTIONS: readonly Section[] = [
  { points: [point('together', 'together', 'bold'), point('time', 'choice', 'time')] },
  {
    heading: 'ask',
    points: [
      point('doorbell', 'asked', 'clip'),
      point('choose', 'choose'),
      point('write', 'write'),
      point('phone', 'phone', 'doorbell'),
    ],
  },
  { heading: 'why', points: [point('film', 'shows'), point('scales', 'evidence', 'proof')] },
  {
    heading: 'then',
    points: [
      point('unseen', 'yours', 'unseen'),
      point('locked', 'locked'),
      point('officer', 'officers', 'written'),
      point('court', 'court', 'people', 'prosecutor'),
    ],
  },
  {
    heading: 'no',
    points: [
      point('no', 'nothing', 'reason'),
      point('change', 'change'),
      point('bin', 'remove'),
      point('law', 'keep', 'law', 'back'),
      point('search', 'goesOn', 'investigation'),
    ],
  },
  { heading: 'help', points: [point('ask', 'aloud', 'ask'), point('leave', 'leave', 'history', 'list')] },
];

/** Drawn in the colours of the page, and in it: nothing more is fetched, and nothing of it is kept. */
export const PICTURES = join(__dirname, 'pictures');
const drawn = new Map(
  EASY_READ_SECTIONS.flatMap(({ points }) => points).map(({ picture }) => [
    picture,
    readFileSync(join(PICTURES, `${picture}.svg`), 'utf8').trim(),
  ]),
);

/** What stands between two stars is a hard word. */
const partsOf = (text: string) => text.split('*').map((words, at) => ({ words, hard: at % 2 === 1 }));

/** For the page: each section with its pictures, and the lines beside them. */
export const easyReadSections = ({ headings, says }: EasyRead) =>
  EASY_READ_SECTIONS.map(({ heading, points }) => ({
    heading: heading && headings[heading],
    points: points.map(({ picture, says: ids }) => ({
      picture: drawn.get(picture) ?? '',
      lines: ids.map((id) => partsOf(says[id])),
    })),
  }));
