import type { Browser } from 'playwright-core';
import { openBrowser } from '../../support/browser';
import { IntakeWorld } from '../../medium/intake/support/intake';
import { Monkey, type Outcome } from './support/monkey';

/** LINTEL_WALKS=500 is the full count; LINTEL_SEED begins at another walk. */
const WALKS = Number(process.env['LINTEL_WALKS'] ?? 8);
const SEED = Number(process.env['LINTEL_SEED'] ?? 1);
const STEPS = 12;
/** So many walks do each thing at least once. */
const MANY = 100;
/** People who walk at once: most of a walk is waiting, and none meets another. */
const AT_ONCE = 3;

let world: IntakeWorld;
let browser: Browser;
beforeAll(async () => {
  // The harmless site of this test needs no line.
  world = await IntakeWorld.open({ INTAKE_EXIT_URL: 'about:blank#weather' });
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
    const done = new Set<string>();
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
        for (const step of outcome.steps) done.add(step);
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
    if (WALKS < MANY) return;
    // What the walks are meant to do, they did.
    expect(sum['removed']).toBeGreaterThan(0);
    for (const act of ['kill', 'reload', 'back', 'leave', 'exit', 'remove'])
      expect([...done]).toContain(`${act} without a line`);
  },
  60_000 + WALKS * 40_000,
);
