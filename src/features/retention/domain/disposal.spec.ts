import { DISPOSAL_STATES, isUnderWay, mayBecome, type DisposalState } from './disposal';

describe('a disposal', () => {
  it('leads to an erasure only by way of somebody else’s agreement', () => {
    const ways = (to: DisposalState): DisposalState[] =>
      DISPOSAL_STATES.filter((from) => mayBecome(from, to));
    expect(ways('erased')).toEqual(['erasing']);
    expect(ways('erasing')).toEqual(['approved']);
    expect(ways('approved')).toEqual(['proposed']);
    expect(ways('proposed')).toEqual([]);
  });

  it('can be stopped until the erasure begins, and not after', () => {
    expect(DISPOSAL_STATES.filter((from) => mayBecome(from, 'stopped'))).toEqual(['proposed', 'approved']);
  });

  it('is under way until it has come to an end', () => {
    expect(DISPOSAL_STATES.filter(isUnderWay)).toEqual(['proposed', 'approved', 'erasing']);
  });
});
