import { KEYS_MAX } from '../domain/recipe';
import { PROPOSALS_MAX, proposals, Tracks } from './tracks';

const film = { width: 10_000, height: 1_000, frames: 100_000 };

describe('joining what was seen to faces', () => {
  it('goes on in another proposal where a face moves more often than a mask may', () => {
    const tracks = new Tracks(2);
    // Up and down: every look is a key frame.
    const looks = KEYS_MAX + 10;
    for (let look = 0; look < looks; look += 1)
      tracks.add(1 + 2 * look, [
        { kind: 'face', score: 0.9, x: 100, y: look % 2 === 0 ? 100 : 160, w: 100, h: 100 },
      ]);
    const found = proposals.parse(tracks.found(film).proposals);
    const last = 1 + 2 * (KEYS_MAX - 1);
    expect(found.map(({ from, to, keys }) => [from, to, keys.length])).toEqual([
      [1, last, KEYS_MAX],
      [last + 1, 1 + 2 * looks, 12],
    ]);
    // Half of the way between the two looks.
    expect(found[1]?.keys[0]).toEqual({ frame: last + 1, x: 75, y: 105, w: 150, h: 150 });
  });

  it('joins people from every second look, and never to a face', () => {
    const tracks = new Tracks(4);
    const face = { kind: 'face' as const, score: 0.9, x: 100, y: 100, w: 100, h: 100 };
    const person = { ...face, kind: 'person' as const, score: 0.5 };
    tracks.add(1, [face, person]);
    tracks.add(5, [face]);
    tracks.add(9, [person, face]);
    const { proposals: told } = tracks.found(film);
    expect(told.map(({ kind, from, to, score }) => [kind, from, to, score])).toEqual([
      ['person', 1, 17, 50],
      ['face', 1, 13, 90],
    ]);
    // Wider by a tenth on each side, and by a quarter.
    expect(told.map(({ keys }) => keys[0]?.w)).toEqual([120, 150]);
  });

  it('goes on where somebody went, before the first look and after the last, and stays where they were seen', () => {
    const tracks = new Tracks(4);
    const person = (x: number) => ({ kind: 'person' as const, score: 0.9, x, y: 100, w: 100, h: 200 });
    [9, 17, 25].forEach((frame, look) => tracks.add(frame, [person(300 + 80 * look)]));
    const [{ from, to, keys } = { from: 0, to: 0, keys: [] }] = tracks.found(film).proposals;
    expect([from, to]).toEqual([1, 33]);
    // A look on they are 80 further; a tenth more on each side of what holds both.
    expect(keys[0]).toEqual({ frame: 1, x: 202, y: 80, w: 216, h: 240 });
    expect(keys.at(-1)).toEqual({ frame: 33, x: 442, y: 80, w: 216, h: 240 });
    // Not there yet at the last look itself.
    expect(keys.find(({ frame }) => frame === 25)).toEqual({ frame: 25, x: 450, y: 80, w: 120, h: 240 });
  });

  it('stays where somebody was seen first and last, also where an even movement nearly goes there', () => {
    const tracks = new Tracks(4);
    [9, 17, 25, 33].forEach((frame, look) =>
      tracks.add(frame, [{ kind: 'person', score: 0.9, x: 300 + 4 * look, y: 100, w: 100, h: 200 }]),
    );
    const [{ keys } = { keys: [] }] = tracks.found(film).proposals;
    expect(keys.map(({ frame, x, w }) => [frame, x, w])).toEqual([
      [1, 286, 124],
      [9, 290, 120],
      [33, 302, 120],
      [41, 302, 124],
    ]);
  });

  it('tells of more than are of use, and gives those that were seen longest', () => {
    const tracks = new Tracks(1);
    const face = (at: number, y: number) => ({
      kind: 'face' as const,
      score: 0.9,
      x: 150 * at,
      y,
      w: 50,
      h: 50,
    });
    const faces = Array.from({ length: PROPOSALS_MAX }, (_, at) => face(at, 100));
    tracks.add(1, [face(0, 800), ...faces]);
    expect(tracks.found(film)).toMatchObject({ more: true });
    tracks.add(2, faces);
    const { more, proposals: told } = tracks.found(film);
    expect([more, told.length]).toEqual([true, PROPOSALS_MAX]);
    expect(told.filter(({ keys }) => (keys[0]?.y ?? 0) > 500)).toEqual([]);
    const few = new Tracks(1);
    few.add(1, faces);
    expect(few.found(film).more).toBe(false);
  });
});
