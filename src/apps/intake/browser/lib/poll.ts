const FIRST_MS = 1_500;
const SLOWEST_MS = 15_000;
/** Asking keeps the session alive: a page left open must not do it for ever. */
const LAST = 60;

/** When the server's list is asked for again: at once after a change, then ever more slowly, and not for ever. */
export class Poll {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private times = 0;

  constructor(private readonly ask: () => Promise<void>) {}

  /** As soon as may be, and with all its patience again: many files must not use up that of each. */
  renew(): void {
    this.times = 0;
    this.soon();
  }

  soon(): void {
    this.after(0);
  }

  /** Once more, while something on the server is still to change. */
  later(): void {
    if (this.times <= LAST) this.after(Math.min(SLOWEST_MS, FIRST_MS * 1.2 ** this.times));
  }

  private after(delay: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.times += 1;
      void this.ask();
    }, delay);
  }
}
