import type { ClipId } from '../../../kernel/ids';
import { toldApart } from './alike';
import type { ExhibitRow } from './schedule';

const row = (position: number, more: Partial<ExhibitRow> = {}): ExhibitRow => ({
  ...{
    clipId: `clip-${position}` as ClipId,
    position,
    label: '',
    description: 'Doorbell clip',
    sameAs: '',
    producer: '',
  },
  ...{ particulars: 'Time not known; sent 27 October 2026', presumed: '', source: 'Given by the victim' },
  ...{ location: `Digital file MG6C/${position}`, ...more },
});
const said = (rows: readonly ExhibitRow[]): string[] => toldApart(rows).map(({ particulars }) => particulars);

describe('rows of a form', () => {
  it.each([
    ['words', { description: 'The back door' }],
    ['reference', { label: 'AB/2' }],
    ['time or length', { particulars: 'Time not known; sent 28 October 2026' }],
    ['source', { source: 'Added by an officer' }],
  ])('that differ in their %s stay as they are', (_what, other) => {
    const rows = [row(1), row(2, other)];
    expect(toldApart(rows)).toEqual(rows);
  });

  it('that say the same but for the number say of which it is so', () => {
    const known = 'Time not known; sent 27 October 2026';
    expect(said([row(1), row(4)])).toEqual([
      `${known}; told from item 4 by its number alone`,
      `${known}; told from item 1 by its number alone`,
    ]);
    expect(said([row(1), row(4), row(7)])[1]).toBe(`${known}; told from items 1 and 7 by its number alone`);
    expect(said([1, 4, 7, 9].map((at) => row(at)))[0]).toBe(
      `${known}; told from items 4, 7 and 9 by its number alone`,
    );
    expect(said([1, 4, 7, 9, 10].map((at) => row(at)))[0]).toBe(
      `${known}; told from 4 other items, the first of them item 4, by its number alone`,
    );
    expect(said([row(1, { particulars: '' }), row(2, { particulars: '' })])[0]).toBe(
      'told from item 2 by its number alone',
    );
  });

  it('of third persons are compared as the defence reads them', () => {
    const rows = [
      row(1, { source: 'Given by a third person (neighbour); doorbell: Ring' }),
      row(2, { source: 'Given by a third person' }),
    ];
    expect(said(rows)[0]).toContain('told from item 2');
  });
});
