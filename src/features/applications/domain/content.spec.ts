import type { OccasionId } from '../../../kernel/ids';
import { durationText, isUnder18, wantingIn, type NewContent } from './content';

const complete: NewContent = {
  kind: 'full',
  court: '',
  respondent: { name: 'John Doe', bornOn: null },
  ground: 'resides',
  conditions: { acts: 'He waits.', risk: 'She fears him.', necessity: 'He does not stop.' },
  prohibitions: ['Not to go to her street'],
  requirements: [],
  duration: 'fixed',
  months: 24,
  interimReason: '',
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
    ['how long the order is to last', { duration: null, months: null }],
    ['the months of the fixed period', { months: null }],
    ['the fixed period of the interim order', { kind: 'full-and-interim', interimReason: 'He came today.' }],
    ['why an interim order is appropriate now (section 5(3))', { kind: 'interim', interimDays: 28 }],
    ['an act that is relied on', { acts: [] }],
  ])('wants %s', (what, less) => expect(wantingIn({ ...complete, ...less })).toEqual([what]));

  it('wants no prohibition where a requirement is proposed', () =>
    expect(wantingIn({ ...complete, prohibitions: [], requirements: ['To see a doctor'] })).toEqual([]));

  it('wants the conditions of section 1(1) of no interim application alone, nor how long another order lasts', () =>
    expect(
      wantingIn({
        ...{ ...complete, kind: 'interim', interimReason: 'He came today.', interimDays: 28 },
        ...{ conditions: { acts: '', risk: '', necessity: '' }, duration: null, months: null },
      }),
    ).toEqual([]));

  it.each<[Partial<NewContent>, string]>([
    [{}, '24 months beginning with the day on which it is made'],
    [{ duration: 'further-order', months: null }, 'until further order'],
    [{ duration: null, months: null }, '____________________'],
    [
      { kind: 'interim', interimDays: 28 },
      'interim order: 28 days, or until the main application is decided if that is sooner',
    ],
  ])('says how long the order is to last: %j', (given, said) =>
    expect(durationText({ ...complete, ...given })).toBe(said),
  );

  it.each([
    ['2008-11-28', true],
    ['2008-11-27', false],
  ])('is of somebody under 18 until the birthday: %s', (bornOn, under) =>
    expect(isUnder18(bornOn, '2026-11-27')).toBe(under),
  );
});
