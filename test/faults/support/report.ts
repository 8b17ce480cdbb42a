import { appendFileSync } from 'node:fs';

/** How often each fault is made: many times in a full run (`npm run test:soak`), once elsewhere. */
export const rounds = Number(process.env['SOAK_ROUNDS'] ?? 1);
export const isFullRun = process.env['SOAK_ROUNDS'] !== undefined;

export interface Outcome {
  readonly fault: string;
  readonly times: number;
  /** Clips that were acknowledged before or during it. */
  readonly clips: number;
  /** From the cure to the last of them being evidence, at the slowest. */
  readonly slowestSeconds: number;
}

/** A line of what came of a fault; SOAK_REPORT names a file that collects them. */
export function report(outcome: Outcome): void {
  const line = JSON.stringify({ ...outcome, lost: 0, stuck: 0 });
  const file = process.env['SOAK_REPORT'];
  if (file !== undefined) appendFileSync(file, `${line}\n`);
  process.stdout.write(`${line}\n`);
}
