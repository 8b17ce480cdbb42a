import { performance } from 'node:perf_hooks';

/** Rounds of each measurement; fewer to try it quickly. */
export const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? '5');

/** Seconds that `work` takes. */
export async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

/** Each of `works` once in a round, one after the other, so that what else the machine does falls on all alike; what they gave, by name. */
export async function inTurns<Name extends string>(
  works: Readonly<Record<Name, () => Promise<number>>>,
  rounds = ROUNDS,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(works) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) figures[name].push(await works[name]());
  return figures;
}
