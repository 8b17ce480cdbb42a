/** Where a film stands: in words, and as a number of its whole. */
export interface Standing {
  readonly words: string;
  readonly at: number;
  readonly whole: number;
}

/** A film as the controls have it. */
export interface Row {
  /** One more in this direction; the first of them stops it. */
  step(by: number): void;
  toggle(): void;
  skip(seconds: number): void;
  /** As the number of its place. */
  go(at: number): void;
  /** Why a step may not be what it seems; empty where it is exact. */
  readonly caution: string;
}
