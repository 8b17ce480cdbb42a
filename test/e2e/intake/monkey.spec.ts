import type { Browser } from 'playwright-core';
import { openBrowser } from '../../support/browser';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { Monkey, type Outcome } from './support/monkey';

/** LINTEL_WALKS=500 is the full count; LINTEL_SEED begins at another walk. */
const WALKS = Number(process.env['LINTEL_WALKS'] ?? 15);
const SEED = Number(process.env['LINTEL_SEED'] ?? 1);
const STEPS = 12;
/** People who walk at once: most of a walk is waiting, and none meets another. */
const AT_ONCE = 3;

let world: IntakeWorld;
let browser: Browser;
beforeAll(async () => {
  world = await IntakeWorld.open();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser.close();
  await world.close();
});

const KINDS = ['chosen', 'here', 'askedFor', 'sent', 'removed', 'toldNotNoted'] as const;

it(
  `loses no file without a word and leaves no trace, whatever she does: ${WALKS} walks from seed ${SEED}`,
  async () => {
    const sum: Record<string, number> = {};
    const silent: Pick<Outcome, 'lost' | 'steps'>[] = [];
    const traces: string[] = [];
    const seeds = Array.from({ length: WALKS }, (_, place) => SEED + place);
    const walks = async (): Promise<void> => {
      for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
        const walk = `walk ${seed}`;
        const outcome = await (
          await Monkey.open(world, browser, seed)
        )
          .walk(STEPS)
          .catch((error: unknown) => {
            throw new Error(walk, { cause: error });
          });
        for (const kind of KINDS) sum[kind] = (sum[kind] ?? 0) + outcome[kind];
        traces.push(...outcome.traces.map((trace) => `${walk}: ${trace}`));
        if (outcome.lost.length > 0) silent.push({ lost: [walk, ...outcome.lost], steps: outcome.steps });
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, walks));
    process.stdout.write(`${WALKS} walks from seed ${SEED}: ${JSON.stringify(sum)}\n`);
    expect(silent).toEqual([]);
    expect(traces).toEqual([]);
    expect(sum['chosen']).toBeGreaterThan(WALKS);
  },
  60_000 + WALKS * 40_000,
);
