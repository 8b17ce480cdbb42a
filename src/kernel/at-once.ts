/** How many things of each key are under way. */
export class AtOnce {
  private readonly counts = new Map<string, number>();
  private sum = 0;

  /** `together`: of all keys. */
  constructor(
    private readonly most: number,
    private readonly together = Infinity,
  ) {}

  /** Gives what ends it, which may be called more than once; `undefined` when there are too many already. */
  enter(key: string): (() => void) | undefined {
    const count = this.counts.get(key) ?? 0;
    if (count >= this.most || this.sum >= this.together) return undefined;
    this.counts.set(key, count + 1);
    this.sum += 1;
    let ended = false;
    return () => {
      if (ended) return;
      ended = true;
      this.sum -= 1;
      const left = (this.counts.get(key) ?? 1) - 1;
      if (left > 0) this.counts.set(key, left);
      else this.counts.delete(key);
    };
  }
}
