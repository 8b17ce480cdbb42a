import fc from 'fast-check';
import { endorsedOtherwise, ENDORSEMENTS, readEndorsements } from './endorsement';

const known = new Set([1, 2, 3]);

describe('a list of endorsements', () => {
  it('is read by its headings, whatever stands around them', () => {
    const lines = [
      ['Signed by Ann Bell', 'MG6C'],
      ['Item', 'Description', 'CPS: D, I or CND', 'Comment'],
      ['1', 'A door', 'd', 'Shows him'],
      ['2', 'A gate', '', 'later'],
    ];
    expect(readEndorsements(lines, known)).toEqual({
      rows: [{ position: 1, answer: 'D', comment: 'Shows him' }],
    });
  });

  it('with a fault is not taken in by half, and never gives an item that the form has not, or one twice', () => {
    const cell = fc.oneof(fc.constantFrom('1', '2', '3', '4', 'D', 'I', 'CND', '', 'x'), fc.string());
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 4 }), { maxLength: 6 }), (lines) => {
        const read = readEndorsements(lines, known);
        if ('faults' in read) {
          expect(read.faults.length).toBeGreaterThan(0);
          return;
        }
        const positions = read.rows.map(({ position }) => position);
        expect(new Set(positions).size).toBe(positions.length);
        for (const { position, answer } of read.rows)
          expect([known.has(position), ENDORSEMENTS.includes(answer)]).toEqual([true, true]);
      }),
    );
  });
});

it.each([
  ['D', false, true],
  ['I', false, true],
  ['CND', true, true],
  ['D', true, false],
  ['CND', false, false],
  [null, true, false],
] as const)(
  'an endorsement of %s and a decision of %s contradict each other: %s',
  (answer, goes, against) => {
    expect(endorsedOtherwise(answer, goes) !== undefined).toBe(against);
  },
);
