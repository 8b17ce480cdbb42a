import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotKept } from './kept';
import { ENDS_AT, isFullRun, TARGET } from './runs';

const env = process.env;
const LOOK_MS = 10 * 60_000;
/** What failed so often by one commit waits for somebody who looks at it. */
const TRIES = 2;

const WORK_MS = 30;

function hasTime(): boolean {
  const [begun, used] = [performance.now(), process.cpuUsage()];
  for (;;) {
    const { user, system } = process.cpuUsage(used);
    if (user + system > WORK_MS * 1_000) return performance.now() - begun < 10 * WORK_MS;
  }
}

export interface Outcome {
  readonly fault: string;
  readonly times: number;
  /** Clips that were acknowledged before or during it. */
  readonly clips: number;
  /** From the cure to the last of them being evidence, at the slowest. */
  readonly slowestSeconds: number;
}

interface Line {
  readonly piece: string;
  readonly fault?: string;
  readonly times?: number;
  readonly whole?: number;
  readonly ended?: number;
  readonly failed?: string;
  readonly commit?: string;
}

/**
 * What comes of the faults that one run of a suite makes, a line each. SOAK_REPORT names a file that collects those of this run,
 * SOAK_RECORD one that those of many runs are added to (scripts/soak/record.mjs adds them up).
 */
export class Report {
  private readonly record = env['SOAK_RECORD'];
  private readonly commit = env['SOAK_COMMIT'];
  hasFailed = false;

  constructor(
    readonly suite: string,
    readonly seed: number,
    private readonly on = 'S3 and Redis',
  ) {}

  /** The suite has so many different faults. */
  begins(faults: number): void {
    this.write({ of: faults });
  }

  /**
   * Whether this fault is to be made now: always, but in a run in pieces only until there are enough on record, and none after one
   * that failed, since nothing of such a piece counts.
   */
  wants(fault: string): boolean {
    if (this.record === undefined) return true;
    if (this.hasFailed || Date.now() >= ENDS_AT) return false;
    const failures = this.lines().filter(({ failed, commit }) => failed === fault && commit === this.commit);
    return failures.length < TRIES && this.onRecord(fault) < TARGET;
  }

  /**
   * Whether the machine gives a process a tenth of a processor at least. One on which others take all of it, by rights that they have
   * before us, keeps no promise of time: in a run in pieces no fault begins meanwhile.
   */
  async untilTheMachineHasTime(endsAt = ENDS_AT): Promise<void> {
    while (this.record !== undefined && Date.now() < endsAt && !hasTime()) await sleep(2_000);
  }

  /** The same, before the last look of a piece. */
  untilItHasTimeToLook(): Promise<void> {
    return this.untilTheMachineHasTime(Date.now() + LOOK_MS);
  }

  /** So often it went well by now, in whatever piece that still runs or whose last look passed, and in which nothing failed. */
  onRecord(fault: string): number {
    const lines = this.lines();
    const piecesOf = (key: 'whole' | 'ended' | 'failed'): ReadonlySet<string> =>
      new Set(lines.filter((line) => line[key] !== undefined).map(({ piece }) => piece));
    const [whole, ended, failed] = [piecesOf('whole'), piecesOf('ended'), piecesOf('failed')];
    return lines
      .filter(({ piece }) => !failed.has(piece) && (whole.has(piece) || !ended.has(piece)))
      .filter((line) => line.fault === fault)
      .reduce((sum, { times = 0 }) => sum + times, 0);
  }

  add(outcome: Outcome): void {
    const settings = isFullRun ? 'delivered' : 'shorter';
    const came = { ...outcome, lost: 0, stuck: 0, on: this.on, settings };
    const line = JSON.stringify(came);
    if (env['SOAK_REPORT'] !== undefined) appendFileSync(env['SOAK_REPORT'], `${line}\n`);
    process.stdout.write(`${line}\n`);
    this.write(came);
  }

  /** A fault that does not count, because the machine had no processor for the product. */
  starved(fault: string, { had }: NotKept, { ms }: { readonly ms: number }): void {
    this.write({ starved: fault, ...had, keptAfterSeconds: ms / 1_000 });
  }

  /** A fault after which something did not hold. */
  failed(fault: string, error: unknown): void {
    this.hasFailed = true;
    const why = String(error instanceof Error ? error.message : error).split('\n', 1)[0];
    const { missing, had } = error instanceof NotKept ? error : { missing: [], had: {} };
    this.write({ failed: fault, missing, ...had, why });
  }

  /**
   * The last look of this run found every byte of so many clips. Without this line its faults do not count; the clips of a fault that
   * failed are not among those that were looked at, so after one there is none.
   */
  whole(clips: number): void {
    if (!this.hasFailed) this.write({ whole: clips });
  }

  private lines(): Line[] {
    if (this.record === undefined || !existsSync(this.record)) return [];
    return readFileSync(this.record, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as Line);
  }

  private write(line: object): void {
    if (this.record === undefined) return;
    const { suite, seed, commit } = this;
    const where = { piece: `${suite} ${seed}`, commit, at: new Date().toISOString() };
    appendFileSync(this.record, `${JSON.stringify({ ...line, ...where })}\n`);
  }
}
