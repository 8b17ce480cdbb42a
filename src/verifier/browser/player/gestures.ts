import { Zoom, type Place } from '../../../kernel/film/zoom';

/** How far a press may stray before it drags. Pixels. */
const STILL_PX = 4;
/** Of a press of a button or a key. */
export const LARGER = 1.5;

interface Point {
  readonly x: number;
  readonly y: number;
}

const apart = ([one, other]: readonly Point[]): number =>
  one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
const middle = (points: readonly Point[]): Point => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});

/** The picture made larger by wheel, two fingers or buttons, and moved by dragging: on the screen alone. */
export class Gestures {
  private readonly zoom = new Zoom();
  private readonly held = new Map<number, Point>();
  private strayed = 0;

  constructor(
    private readonly stage: HTMLElement,
    private readonly video: HTMLVideoElement,
    private readonly changed: (factor: number) => void,
    clicked: () => void,
  ) {
    stage.addEventListener('pointerdown', (event) => this.hold(event));
    stage.addEventListener('pointermove', (event) => this.drag(event));
    for (const end of ['pointerup', 'pointercancel'] as const)
      stage.addEventListener(end, ({ pointerId }) => this.held.delete(pointerId));
    stage.addEventListener('click', () => {
      if (this.strayed < STILL_PX) clicked();
    });
    stage.addEventListener('wheel', (event) => this.turn(event), { passive: false });
    this.apply();
  }

  enlarge(by: number): void {
    this.zoom.enlarge(by);
    this.apply();
  }

  pan(right: number, down: number): void {
    this.zoom.pan(right, down);
    this.apply();
  }

  reset(): void {
    this.zoom.reset();
    this.apply();
  }

  private place({ x, y }: Point): Place {
    const { left, top, width, height } = this.stage.getBoundingClientRect();
    return { right: (x - left) / width - 0.5, down: (y - top) / height - 0.5 };
  }

  /** As recorded already, the page scrolls on. */
  private turn(event: WheelEvent): void {
    if (event.ctrlKey || (this.zoom.factor === 1 && event.deltaY > 0)) return;
    event.preventDefault();
    this.zoom.turn(event.deltaY, this.place({ x: event.clientX, y: event.clientY }));
    this.apply();
  }

  private hold({ pointerId, clientX, clientY }: PointerEvent): void {
    if (this.held.size === 0) this.strayed = 0;
    this.held.set(pointerId, { x: clientX, y: clientY });
    if (this.zoom.factor > 1 || this.held.size > 1) this.stage.setPointerCapture(pointerId);
  }

  private drag({ pointerId, clientX, clientY }: PointerEvent): void {
    if (!this.held.has(pointerId)) return;
    const before = [...this.held.values()];
    this.held.set(pointerId, { x: clientX, y: clientY });
    const now = [...this.held.values()];
    const [from, to] = [middle(before), middle(now)];
    this.strayed += Math.abs(to.x - from.x) + Math.abs(to.y - from.y) + Math.abs(apart(now) - apart(before));
    if (now.length === 2 && apart(before) > 0) this.zoom.enlarge(apart(now) / apart(before), this.place(to));
    const { width, height } = this.stage.getBoundingClientRect();
    this.zoom.pan((from.x - to.x) / width, (from.y - to.y) / height);
    this.apply();
  }

  private apply(): void {
    const { factor, transform } = this.zoom;
    this.video.style.transform = transform;
    this.stage.classList.toggle('large', factor > 1);
    this.changed(factor);
  }
}
