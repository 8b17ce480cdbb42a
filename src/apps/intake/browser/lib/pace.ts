const WINDOW_MS = 15_000;
/** Below this nothing is said: the first seconds of a line tell nothing. */
const LEAST_MS = 2_000;

/** How fast one file goes, over the last seconds. */
export class Pace {
  private points: { readonly at: number; readonly sent: number }[] = [];

  /** @param at milliseconds of any clock that never goes back @param sent bytes so far */
  add(at: number, sent: number): void {
    this.points.push({ at, sent });
    this.points = this.points.filter((point) => point.at >= at - WINDOW_MS);
  }

  /** After a pause or a cut: the time in between is not the line's speed. */
  restart(): void {
    this.points = [];
  }

  /** `undefined` as long as it is too early to tell. */
  get bytesPerSecond(): number | undefined {
    const [first, last] = [this.points[0], this.points.at(-1)];
    if (first === undefined || last === undefined || last.at - first.at < LEAST_MS) return undefined;
    const rate = ((last.sent - first.sent) * 1_000) / (last.at - first.at);
    return rate > 0 ? rate : undefined;
  }
}
