import type { OfficerId, Sha256Hex } from '../../../kernel/ids';
import { problemsOf, type Film } from './check-recipe';
import { cover } from './draw';
import { RECIPE_FORMAT, recipeSchema, recipeText, type Mask, type Recipe } from './recipe';
import { standingOf } from './standing';

const FILM: Film = { width: 96, height: 64, frames: 40, hasSound: true, lengthMs: 4_000 };
const MASK: Mask = {
  ...{ shape: 'rectangle', kind: 'solid', reason: 'bystander', from: 1, to: 40 },
  keys: [{ frame: 1, x: 2, y: 2, w: 10, h: 10 }],
};
const left = (...stretches: NonNullable<Mask['left']>): Mask => ({ ...MASK, left: stretches });
const recipe = (mask: Mask): Recipe => ({
  ...{ format: RECIPE_FORMAT, master: 'a'.repeat(64) as Sha256Hex, sound: [], trim: null },
  author: '00000000-0000-4000-8000-000000000001' as OfficerId,
  masks: [mask],
});

describe('where an officer left a mask as it is although nothing follows', () => {
  it('is in the recipe, and a recipe without it is the one that it was', () => {
    const [marked, without] = [recipe(left({ from: 21, to: 40 })), recipe(MASK)];
    for (const one of [marked, without]) expect(recipeSchema.parse(JSON.parse(recipeText(one)))).toEqual(one);
    expect(recipeText(without)).not.toContain('left');
    expect(recipeText(marked)).toContain('"left":[{"from":21,"to":40}]');
    expect(recipeSchema.safeParse(recipe(left())).success).toBe(false);
  });

  it('changes nothing of what is drawn, and goes to no other clip', () => {
    const pictures = [MASK, left({ from: 1, to: 40 })].map((mask) => {
      const bytes = Buffer.alloc((96 * 64 * 3) / 2, 100);
      cover(bytes, FILM, [mask], 30);
      return bytes;
    });
    expect(pictures[0]).toEqual(pictures[1]);
    expect(standingOf([left({ from: 1, to: 40 })], 40)).toEqual([MASK]);
  });

  it('is refused outside the mask, empty, or out of order', () => {
    const problems = (mask: Mask): string[] => problemsOf({ masks: [mask], sound: [], trim: null }, FILM);
    expect(problems(left({ from: 3, to: 9 }, { from: 10, to: 40 }))).toEqual([]);
    expect(problems(left({ from: 21, to: 41 }))).toHaveLength(1);
    expect(problems(left({ from: 9, to: 8 }))).toHaveLength(1);
    expect(problems(left({ from: 10, to: 12 }, { from: 12, to: 14 }))).toHaveLength(1);
  });
});
