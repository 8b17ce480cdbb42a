import fc from 'fast-check';
import type { ReviewId } from '../../../kernel/ids';
import { CLASSIFICATIONS, standing, verdictProblem, type Verdict } from './decision';

const verdict = (given: Partial<Verdict>): Verdict => ({
  classification: 'unused',
  meetsTest: false,
  originalToDefence: false,
  description: 'A van passes the door',
  reason: 'Shows the same van',
  ...given,
});

describe('a decision about an item', () => {
  it.each([
    ['needs its reason', verdict({ reason: ' ' }), true, 'reason-needed'],
    ['calls only an exhibit evidence', verdict({ classification: 'evidence' }), false, 'exhibit-needed'],
    ['describes an unused item', verdict({ description: ' ' }), false, 'description-needed'],
    ['takes an exhibit by its own description', verdict({ description: '' }), true, undefined],
    [
      'does not call not relevant what meets the disclosure test',
      verdict({ classification: 'not-relevant', meetsTest: true }),
      false,
      'relevant-after-all',
    ],
  ] as const)('%s', (_name, given, isExhibit, problem) => {
    expect(verdictProblem(given, isExhibit)).toBe(problem);
  });

  it('never lets the original of a sensitive or irrelevant item go to the defence', () => {
    const any = fc.record<Verdict>({
      classification: fc.constantFrom(...CLASSIFICATIONS),
      meetsTest: fc.boolean(),
      originalToDefence: fc.constant(true),
      description: fc.string(),
      reason: fc.string(),
    });
    fc.assert(
      fc.property(any, fc.boolean(), (given, isExhibit) => {
        if (verdictProblem(given, isExhibit) === undefined)
          expect(['evidence', 'unused']).toContain(given.classification);
      }),
    );
  });
});

describe('the decision that counts', () => {
  const [first, second] = ['review-1', 'review-2'] as ReviewId[];

  it('stands until a newer review is opened', () => {
    const made = { reviewId: first ?? null };
    expect(standing(made, first ?? null)).toBe(made);
    expect(standing(made, second ?? null)).toBeUndefined();
    expect(standing({ reviewId: null }, second ?? null)).toBeUndefined();
  });

  it('is none where nobody has decided', () => {
    expect(standing(undefined, null)).toBeUndefined();
  });
});
