import type { OccasionId } from '../../../kernel/ids';
import { durationText, wantingIn, type NewContent } from './content';

const complete: NewContent = {
  kind: 'full',
  respondent: { name: 'John Doe', bornOn: null },
  ground: 'resides',
  conditions: { acts: 'He waits.', risk: 'She fears him.', necessity: 'He does not stop.' },
  prohibitions: ['Not to go to her street'],
  requirements: [],
  months: 24,
  interimDays: null,
  acts: [{ occasion: 'o' as OccasionId, words: '' }],
};

describe('an application for a stalking protection order', () => {
  it('wants nothing once everything is there that section 1 asks for', () =>
    expect(wantingIn(complete)).toEqual([]));

  it.each<[string, Partial<NewContent>]>([
    ['the name of the respondent', { respondent: { name: '', bornOn: null } }],
    ['why the chief officer of this area may apply (section 1(3))', { ground: null }],
    ['your own words on section 1(1)(a)', { conditions: { ...complete.conditions, acts: '' } }],
    ['your own words on section 1(1)(b)', { conditions: { ...complete.conditions, risk: '' } }],
    ['your own words on section 1(1)(c)', { conditions: { ...complete.conditions, necessity: '' } }],
    ['a prohibition or a requirement', { prohibitions: [] }],
    ['the fixed period of the interim order', { kind: 'interim' }],
    ['an act that is relied on', { acts: [] }],
  ])('wants %s', (what, less) => expect(wantingIn({ ...complete, ...less })).toEqual([what]));

  it('wants no prohibition where a requirement is proposed', () =>
    expect(wantingIn({ ...complete, prohibitions: [], requirements: ['To see a doctor'] })).toEqual([]));

  it.each<[Partial<NewContent>, string]>([
    [{}, '24 months beginning with the day on which it is made'],
    [{ months: null }, 'until further order'],
    [
      { kind: 'interim', interimDays: 28 },
      'interim order: 28 days, or until the main application is decided if that is sooner',
    ],
  ])('says how long the order is to last: %j', (given, said) =>
    expect(durationText({ ...complete, ...given })).toBe(said),
  );
});
