/**
 * A quarter of the time after which a tool without progress is stopped (45 s of `MEDIA_STALL_SECONDS`, 180 s): one that holds back what it was
 * given gets one more long before it counts as stalled, whatever is set. Not less: a machine with ten times as much other work takes more than five
 * seconds for a large picture, and each one more is 12 MB of 4K or the double.
 */
export const patienceOf = (stallMs: number): number => stallMs / 4;

/** How many frames a tool has written, as it says itself. */
export class Written {
  private frames = 0;
  private readonly waiting = new Set<() => void>();

  /** @param patienceMs longest wait for a tool that holds back what it was given */
  constructor(private readonly patienceMs: number) {}

  note(frames: number): void {
    this.frames = frames;
    for (const wake of this.waiting) wake();
  }

  /** Comes back when so many have been written. Never waits for ever: how many a coder keeps for itself is its own affair. */
  async reaches(frames: number): Promise<void> {
    const until = performance.now() + this.patienceMs;
    while (this.frames < frames && performance.now() < until) await this.next(until - performance.now());
  }

  private next(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      this.waiting.add(wake);
    });
  }
}

/** Gives each picture leave to be put into a tool, one after another, and at most so many ahead of what the tool has written. */
export class Leave {
  private asked = 0;
  private turn = Promise.resolve();

  constructor(
    private readonly written: Pick<Written, 'reaches'>,
    private readonly most: number,
  ) {}

  next(): Promise<void> {
    this.asked += 1;
    const before = this.asked - this.most;
    this.turn = this.turn.then(() => this.written.reaches(before));
    return this.turn;
  }
}
