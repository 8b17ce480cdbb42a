import { peopleSquares, personIn } from './people';

const picture = { width: 640, height: 360 };
const square = { x: 280, y: 0, side: 360 };

/** A body's points from top to bottom in the middle of a square, the first `seen` of them as sure as told. */
const body = (seen: number, sure: number, from = 0.1, to = 0.9): number[] =>
  Array.from({ length: 17 }, (_, at) => [
    from + ((to - from) * at) / 16,
    at % 2 === 0 ? 0.4 : 0.6,
    at < seen ? sure : 0.05,
  ]).flat();

describe('a person of whom a model places the points of a body', () => {
  it('is a box around what is seen, wider than the points and within the picture', () => {
    const [person, ...more] = personIn(body(17, 0.8), square, picture);
    expect(more).toEqual([]);
    expect(person).toMatchObject({ kind: 'person', y: 0, h: 358.56 });
    expect(person?.score).toBeCloseTo(0.8);
    expect(person?.x).toBeLessThan(280 + 0.4 * 360);
  });

  it('is nobody with few points, with unsure ones, or of a size at which it is guessed', () => {
    expect(personIn(body(5, 0.9), square, picture)).toEqual([]);
    expect(personIn(body(17, 0.3), square, picture)).toEqual([]);
    expect(personIn(body(17, 0.8, 0.5, 0.55), square, picture)).not.toEqual([]);
    expect(
      personIn(
        body(17, 0.8, 0.5, 0.55).map((value, at) => (at % 3 === 1 ? 0.5 : value)),
        square,
        picture,
      ),
    ).toEqual([]);
  });

  it.each([
    [640, 360],
    [360, 640],
    [512, 384],
    [300, 300],
    [1_024, 64],
  ])('is looked for in every part of a picture of %i by %i', (width, height) => {
    const squares = peopleSquares({ width, height });
    expect(squares.length).toBeLessThan(40);
    for (const x of [0, Math.floor(width / 3), width - 1])
      for (const y of [0, Math.floor(height / 3), height - 1])
        expect(
          squares.filter((one) => x >= one.x && x < one.x + one.side && y >= one.y && y < one.y + one.side)
            .length,
        ).toBeGreaterThan(1);
  });
});
