/** Keys that belong together, and whatever belongs to either of them: a forest of disjoint sets. */
export class Together {
  private readonly above = new Map<string, string>();

  firstOf(key: string): string {
    const next = this.above.get(key);
    if (next === undefined) return key;
    const first = this.firstOf(next);
    this.above.set(key, first);
    return first;
  }

  join(one: string, other: string): void {
    const [first, second] = [this.firstOf(one), this.firstOf(other)];
    if (first !== second) this.above.set(second, first);
  }
}
