/** Milliseconds after which a picture that stands is asked for once more: by then the one before it has left for the screen, also where the machine has other work. */
const QUIET_MS = [250, 1_250];

/**
 * Chromium leaves out a picture that comes while the one before it is still on its way to the screen, tells nobody, and the older one
 * stands for good. So a picture that goes on standing is asked for again, at another time of its own: at the same time nothing is done.
 */
export class Settling {
  private timers: ReturnType<typeof setTimeout>[] = [];

  /** `again(n)` seeks, if the picture still stands; n counts from 0. */
  constructor(private readonly again: (turn: number) => void) {}

  begin(): void {
    this.end();
    this.timers = QUIET_MS.map((ms, turn) => setTimeout(() => this.again(turn), ms));
  }

  /** Something else is asked for. */
  end(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }
}
