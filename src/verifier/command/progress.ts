import type { OnBytes } from '../hashing/hashed';

/** Less is checked before anybody has read a line. Bytes. */
const WORTH_SHOWING = 64 * 1024 ** 2;
const STEPS = 20;

/** Where it is shown: a terminal, of which a line is written anew, or a file that grows. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows how much of `total` bytes has been read, every twentieth part of it. */
export function showProgress(total: number, output: ProgressOutput): OnBytes {
  if (total < WORTH_SHOWING) return () => undefined;
  const isTerminal = output.isTTY === true;
  let [done, shown] = [0, 0];
  return (bytes) => {
    done += bytes;
    const step = Math.min(STEPS, Math.floor((done * STEPS) / total));
    if (step === shown) return;
    shown = step;
    const line = `Checked ${(step * 100) / STEPS} % of ${Math.round(total / 1e6)} MB`;
    output.write(isTerminal ? `\r${line}${step === STEPS ? '\n' : ''}` : `${line}\n`);
  };
}
