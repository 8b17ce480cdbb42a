import fc from 'fast-check';
import { problemsOf, type Film } from './check-recipe';
import { extractOf, partProblems } from './extract';
import type { Edits } from './recipe';

const FILM: Film = { width: 96, height: 64, frames: 40, hasSound: true, lengthMs: 4_000 };
const REDACTION: Edits = {
  masks: [
    {
      ...{ shape: 'rectangle', kind: 'solid', reason: 'child', from: 1, to: 40 },
      keys: [{ frame: 1, x: 10, y: 10, w: 20, h: 10 }],
    },
  ],
  sound: [{ kind: 'mute', reason: 'child', fromMs: 0, toMs: 900 }],
  trim: { from: 5, to: 30 },
};

describe('an extract', () => {
  it('of the recording covers nothing and silences nothing', () =>
    expect(extractOf({ from: 3, to: 9 }, null)).toEqual({ masks: [], sound: [], trim: { from: 3, to: 9 } }));

  it('of a redaction covers and silences all that the redaction does', () => {
    const { masks, sound, trim } = extractOf({ from: 6, to: 9 }, REDACTION);
    expect({ masks, sound }).toEqual({ masks: REDACTION.masks, sound: REDACTION.sound });
    expect(trim).toEqual({ from: 6, to: 9 });
  });

  it('shows no frame that its source does not have, whatever is asked for', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.constantFrom(null, REDACTION, { ...REDACTION, trim: null }),
        (from, to, source) => {
          const problems = partProblems({ from, to }, FILM, source);
          const { from: first, to: last } = source?.trim ?? { from: 1, to: FILM.frames };
          const leavesOut = source !== null || from > 1 || to < FILM.frames;
          expect(problems.length === 0).toBe(from <= to && from >= first && to <= last && leavesOut);
          if (problems.length === 0) expect(problemsOf(extractOf({ from, to }, source), FILM)).toEqual([]);
        },
      ),
    ));

  it('is refused in a sentence that says what is wrong', () => {
    expect(partProblems({ from: 9, to: 8 }, FILM, null)).toEqual([
      'The extract ends at frame 8, before it begins at frame 9.',
    ]);
    expect(partProblems({ from: 9, to: 41 }, FILM, null)).toEqual([
      'The extract ends at frame 41: the clip has 40 frames.',
    ]);
    expect(partProblems({ from: 4, to: 9 }, FILM, REDACTION)).toEqual([
      'The redacted copy has frames 5 to 30 alone: the extract must lie within them.',
    ]);
    expect(partProblems({ from: 1, to: 40 }, FILM, null)).toEqual([
      'That is the whole clip: an extract leaves something out.',
    ]);
  });
});
