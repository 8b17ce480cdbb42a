import { RELATIONS } from '../../invitations';
import { agreementOf, isSettled } from './agreement';
import { nextStep, type Progress } from './steps';

const done: Progress = {
  exitExplained: true,
  account: { setUpBy: 'me', others: 'nobody', advised: false },
  noticeConfirmed: true,
  agreementAsked: true,
};

describe('the way to the diary', () => {
  it.each([
    ['notice', { noticeConfirmed: false, exitExplained: false, account: undefined, agreementAsked: false }],
    ['exit', { exitExplained: false }],
    ['questions', { account: undefined }],
    ['questions', { account: { setUpBy: 'left', others: null, advised: false } }],
    ['questions', { account: 'elsewhere', agreementAsked: false }],
    ['advice', { account: { setUpBy: 'unknown', others: 'nobody', advised: false } }],
    ['advice', { account: { setUpBy: 'me', others: 'left', advised: false } }],
    ['notice', { noticeConfirmed: false, account: { setUpBy: 'me', others: 'someone', advised: true } }],
    ['questions', { agreementAsked: false }],
    [undefined, { account: 'elsewhere' }],
    [undefined, {}],
  ] as const)('leads to %s', (step, part) => expect(nextStep({ ...done, ...part })).toBe(step));
});

describe('who may agree', () => {
  it('is the victim, or for a child or without capacity those whom the Act names', () => {
    expect(agreementOf('self', '', '')).toEqual({ decides: 'self' });
    const may = (decides: 'child' | 'helped') =>
      RELATIONS.filter((relation) => agreementOf(decides, relation, '') !== undefined);
    expect(may('child')).toEqual(['parent', 'care', 'adult']);
    expect(may('helped')).toEqual(['parent', 'care', 'social-worker', 'attorney', 'deputy', 'adult']);
    expect(agreementOf('child', 'constable', '')).toBeUndefined();
  });

  it('is settled only when somebody has agreed', () => {
    expect(
      [undefined, { decides: 'unsure' }, { decides: 'self' }, { decides: 'child' }].map((one) =>
        isSettled(one as never),
      ),
    ).toEqual([false, false, true, true]);
  });
});
