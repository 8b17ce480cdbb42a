import { agreementGaps, MAY_AGREE, RELATIONS, WARDS, type AgreesFor } from './agrees-for';

const NOTHING = { nobodyCloser: null, ownViews: null, ownViewsWords: null, parent: null, parentWords: null };
const ALL: Omit<AgreesFor, 'whom' | 'relation'> = {
  ...{ nobodyCloser: 'x', ownViews: 'sought' as const, ownViewsWords: 'x' },
  ...{ parent: 'later' as const, parentWords: 'x' },
};
const fields = (given: AgreesFor): string[] => agreementGaps(given).map(({ field }) => field);

describe('what is recorded of who agrees for somebody else', () => {
  it('is of those alone whom the Act names', () => {
    for (const whom of WARDS)
      for (const relation of RELATIONS)
        expect([whom, relation, fields({ whom, relation, ...NOTHING }).includes('relation')]).toEqual([
          ...[whom, relation, !MAY_AGREE[whom].includes(relation)],
        ]);
  });

  it.each([
    ['child', 'parent', ['ownViews', 'ownViewsWords']],
    ['child', 'care', ['ownViews', 'ownViewsWords']],
    ['child', 'adult', ['nobodyCloser', 'ownViews', 'ownViewsWords', 'parent', 'parentWords']],
    ['helped', 'attorney', []],
    ['helped', 'adult', ['nobodyCloser']],
  ] as const)('of a %s with a %s asks for just %j', (whom, relation, asked) => {
    expect(fields({ whom, relation, ...NOTHING })).toEqual(asked);
    const needless = Object.keys(ALL).filter((field) => !asked.some((one) => one === field));
    expect(fields({ whom, relation, ...ALL })).toEqual(needless);
  });
});
