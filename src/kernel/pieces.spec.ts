import { Pieces } from './pieces';

it('gives out again what was given back, keeps no more than it may, and never has one piece out twice', () => {
  const pieces = new Pieces(8, 2);
  const out = [pieces.take(), pieces.take(), pieces.take()];
  expect(new Set(out).size).toBe(3);
  expect(out.map(({ length }) => length)).toEqual([8, 8, 8]);
  for (const piece of out) pieces.giveBack(piece);
  const again = [pieces.take(), pieces.take(), pieces.take()];
  expect(new Set(again).size).toBe(3);
  expect(again.filter((piece) => out.includes(piece))).toHaveLength(2);
});
