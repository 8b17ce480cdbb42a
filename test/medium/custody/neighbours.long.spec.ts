import { inSlots, oneAfterAnother, type Layout } from '../../../src/custody/pure/places';
import { byChance, chance, features, MOST_SENSITIVE, Recipient, sealing } from '../../support/recipient';

const SEALINGS = 200;
const LESSONS = 360;
const ITEMS = [3, 6, 12];

/** How often a recipient who has learnt from such logs is right, by the way of looking that serves best. */
function best(layout: Layout, seed: number): { readonly hits: number; readonly ways: number } {
  const random = chance(seed);
  const draw = (place: number) => {
    const items = ITEMS[place % ITEMS.length] ?? 3;
    const sensitive = Math.floor(random() * (MOST_SENSITIVE + 1));
    return { items, sensitive, features: features(sealing(layout, random, items, sensitive)) };
  };
  const recipient = new Recipient(Array.from({ length: LESSONS }, (_, place) => draw(place)));
  const hits: number[] = [];
  for (let place = 0; place < SEALINGS; place += 1) {
    const { items, sensitive, features: seen } = draw(place);
    recipient.guesses(items, seen).forEach((guess, way) => {
      hits[way] = (hits[way] ?? 0) + (guess === sensitive ? 1 : 0);
    });
  }
  return { hits: Math.max(...hits), ways: hits.length };
}

describe('a recipient who counts what a bundle does not hold, from the proofs in it', () => {
  const seed = Number(process.env['LINTEL_TEST_SEED'] ?? 20_261_126);
  beforeAll(() => {
    process.stdout.write(`LINTEL_TEST_SEED=${seed}\n`);
  });

  it('succeeds where records stand one after another without padding', () => {
    const { hits } = best(oneAfterAnother, seed);
    expect(hits).toBeGreaterThan(0.9 * SEALINGS);
  });

  it(`does no better than chance in ${SEALINGS} sealings with 0 to ${MOST_SENSITIVE} sensitive items`, () => {
    const { hits, ways } = best(inSlots, seed);
    // The best of so many ways: each has its own chance to be lucky.
    expect({ hits, luck: ways * byChance(hits, SEALINGS) > 0.001 }).toEqual({ hits, luck: true });
  });
});
