import type { Mask } from './browser/lib/drawing';
import { isCovered, type Proposal } from './browser/lib/proposals';
import { proposalLine } from './redaction-words';

const face: Proposal = {
  ...{ kind: 'face', score: 90, from: 1, to: 40 },
  keys: [
    { frame: 1, x: 10, y: 20, w: 30, h: 30 },
    { frame: 40, x: 88, y: 14, w: 30, h: 30 },
  ],
};
const taken: Mask = {
  ...{ shape: 'rectangle', kind: 'solid', reason: 'bystander' },
  ...{ from: 1, to: 40, keys: face.keys },
};

describe('a face that a machine proposes', () => {
  it('is decided when one mask covers all of it', () => {
    expect(isCovered(face, [])).toBe(false);
    expect(isCovered(face, [taken])).toBe(true);
  });

  it('is undecided when that mask is cut short, leaves it at a frame of its own, or is round', () => {
    expect(isCovered(face, [{ ...taken, to: 39 }])).toBe(false);
    const away = { frame: 20, x: 200, y: 20, w: 30, h: 30 };
    const [first, last] = face.keys;
    expect(first && last && isCovered(face, [{ ...taken, keys: [first, away, last] }])).toBe(false);
    expect(isCovered(face, [{ ...taken, shape: 'ellipse' }])).toBe(false);
  });

  it('is told with the numbers of one mask that holds it wherever it goes', () => {
    const line = proposalLine({ ...face, keys: [...face.keys] }, 1);
    expect(line).toBe(
      'Face 2, frames 1 to 40, score 90 of 100: within 108 by 36 pixels, 10 from the left and 14 from the top',
    );
  });
});
