interface Spent {
  /** What is left, at the time `at`. */
  readonly left: number;
  /** Milliseconds. */
  readonly at: number;
}

/** Keys that are looked through at a time for those that can be forgotten. */
const MANY = 10_000;

/** So many in a minute of each key, or as many at once after a pause (a token bucket). */
export class Budget {
  private readonly spent = new Map<string, Spent>();

  constructor(private readonly perMinute: number) {}

  /** Takes one. Gives the seconds to wait when there is none left, else 0. @param now milliseconds */
  take(key: string, now: number): number {
    const left = this.leftOf(key, now);
    if (left < 1) return Math.max(1, Math.ceil((1 - left) / (this.perMinute / 60)));
    if (this.spent.size >= MANY) this.forget(now);
    this.spent.set(key, { left: left - 1, at: now });
    return 0;
  }

  private leftOf(key: string, now: number): number {
    const known = this.spent.get(key);
    if (known === undefined) return this.perMinute;
    return Math.min(this.perMinute, known.left + (Math.max(0, now - known.at) * this.perMinute) / 60_000);
  }

  /** Whoever has all of it again is as good as unknown. */
  private forget(now: number): void {
    for (const key of this.spent.keys()) if (this.leftOf(key, now) >= this.perMinute) this.spent.delete(key);
  }
}
