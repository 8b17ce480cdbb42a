import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ROOT } from '../support/typescript';

/** What was measured beside its baseline, in turns: as many figures of each as there were rounds. */
export interface Measured {
  readonly name: string;
  readonly unit: string;
  /** Whether a higher figure is the better one, as of a rate, or a lower one, as of a time. */
  readonly better: 'higher' | 'lower';
  /** The least ratio that is meant. */
  readonly aim?: number;
  readonly baseline: readonly number[];
  readonly value: readonly number[];
}

export interface Result {
  readonly name: string;
  /** As fast as the baseline is 1, half as fast 0.5: the median of the rounds, each within itself, since the machine drifts. */
  readonly ratio: number;
  /** The slowest and the fastest round. */
  readonly spread: readonly [number, number];
  readonly aim?: number;
  /** Medians. */
  readonly baseline: number;
  readonly value: number;
  readonly unit: string;
  readonly rounds: number;
}

/** How something grows with what lies behind it. */
export interface Curve {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly { readonly rows: number; readonly value: number }[];
}

const RESULTS = join(ROOT, 'bench/out/results.json');
const GROWTH = join(ROOT, 'bench/out/growth.json');
export const COMMITTED = join(ROOT, 'bench/results.json');

const sorted = (values: readonly number[]): number[] => [...values].sort((left, right) => left - right);
export const median = (values: readonly number[]): number =>
  sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN;
const rounded = (figure: number): number => Number(figure.toPrecision(4));

export function resultOf({ name, unit, better, aim, baseline, value }: Measured): Result {
  const ratios = sorted(
    value.map((one, round) => {
      const base = baseline[round] ?? Number.NaN;
      return better === 'higher' ? one / base : base / one;
    }),
  );
  return {
    name,
    ratio: rounded(median(ratios)),
    spread: [rounded(ratios[0] ?? Number.NaN), rounded(ratios.at(-1) ?? Number.NaN)],
    ...(aim !== undefined && { aim: rounded(aim) }),
    baseline: rounded(median(baseline)),
    value: rounded(median(value)),
    unit,
    rounds: value.length,
  };
}

export async function readResults(path = RESULTS): Promise<Result[]> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Result[];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Prints what was measured and writes it to bench/out/results.json, in the place of what an earlier run said of the same. */
export async function keep(measured: readonly Measured[]): Promise<Result[]> {
  const results = measured.map(resultOf);
  const others = (await readResults()).filter(({ name }) => !results.some((one) => one.name === name));
  const all = [...others, ...results].sort((left, right) => left.name.localeCompare(right.name));
  await mkdir(dirname(RESULTS), { recursive: true });
  await writeFile(RESULTS, `${JSON.stringify(all, null, 2)}\n`);
  for (const { name, ratio, spread, aim, baseline, value, unit, rounds } of results)
    process.stdout.write(
      `  ${name}: ${ratio.toFixed(2)} of the baseline (${spread.map((one) => one.toFixed(2)).join(' to ')}, ${rounds} rounds; ${baseline} and ${value} ${unit}${aim === undefined ? '' : `; aim ${aim}`})\n`,
    );
  return results;
}

/** Prints how things grow, the steepest first, and writes it to bench/out/growth.json. */
export async function keepGrowth(curves: readonly Curve[]): Promise<void> {
  const times = ({ points }: Curve): number => (points.at(-1)?.value ?? 0) / (points[0]?.value ?? Number.NaN);
  const sorted = [...curves].sort((left, right) => times(right) - times(left));
  await mkdir(dirname(GROWTH), { recursive: true });
  await writeFile(GROWTH, `${JSON.stringify(sorted, null, 2)}\n`);
  for (const curve of sorted) {
    const values = curve.points.map(({ rows, value }) => `${value} ${curve.unit} with ${rows}`).join(', ');
    process.stdout.write(`  ${curve.name}: ${times(curve).toFixed(2)} times (${values})\n`);
  }
}
