const ZOOM_MAX = 8;
/** Of one notch of a wheel. Pixels. */
const NOTCH_PX = 240;
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** Where a pointer is, from the middle of what is seen: -0.5 to 0.5. */
export interface Place {
  readonly right: number;
  readonly down: number;
}
const MIDDLE: Place = { right: 0, down: 0 };

/** Which part of a picture is seen, and how large. */
export class Zoom {
  private times = 1;
  /** Middle of what is seen, as a part of the picture. */
  private x = 0.5;
  private y = 0.5;

  get factor(): number {
    return this.times;
  }

  /** What lies at that place stays there. */
  enlarge(by: number, { right, down }: Place = MIDDLE): void {
    const before = this.times;
    this.times = clamp(before * by, 1, ZOOM_MAX);
    this.move(right / before - right / this.times, down / before - down / this.times);
  }

  /** By a wheel. @param delta pixels, downwards */
  turn(delta: number, place: Place): void {
    this.enlarge(2 ** (-delta / NOTCH_PX), place);
  }

  /** By parts of what is seen. */
  pan(right: number, down: number): void {
    this.move(right / this.times, down / this.times);
  }

  reset(): void {
    this.times = 1;
    this.move(0, 0);
  }

  /** For the style of the picture. */
  get transform(): string {
    const [left, top] = [(0.5 - this.x) * 100, (0.5 - this.y) * 100];
    return `scale(${this.times}) translate(${left}%, ${top}%)`;
  }

  /** By parts of the picture; what is seen stays within it. */
  private move(right: number, down: number): void {
    const edge = 0.5 / this.times;
    this.x = clamp(this.x + right, edge, 1 - edge);
    this.y = clamp(this.y + down, edge, 1 - edge);
  }
}
