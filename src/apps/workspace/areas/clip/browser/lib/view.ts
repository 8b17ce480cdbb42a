const ZOOM_MAX = 8;
/** Of one notch of a wheel, and how far a press may stray before it drags. Pixels. */
const NOTCH_PX = 240;
const STILL_PX = 4;
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** How the picture is looked at: larger, moved, brighter. Nothing of it touches the recording. */
export class View {
  private zoom = 1;
  /** Middle of what is seen, as a part of the picture. */
  private x = 0.5;
  private y = 0.5;
  private held: { readonly x: number; readonly y: number } | undefined;
  private strayed = 0;

  constructor(
    private readonly stage: HTMLElement,
    private readonly video: HTMLVideoElement,
    private readonly brightness: HTMLInputElement,
    private readonly contrast: HTMLInputElement,
    private readonly words: HTMLElement,
    clicked: () => void,
  ) {
    for (const slider of [brightness, contrast]) slider.addEventListener('input', () => this.apply());
    stage.addEventListener('pointerdown', (event) => this.hold(event));
    stage.addEventListener('pointermove', (event) => this.drag(event));
    for (const end of ['pointerup', 'pointercancel'] as const)
      stage.addEventListener(end, () => (this.held = undefined));
    stage.addEventListener('click', () => {
      if (this.strayed < STILL_PX) clicked();
    });
    stage.addEventListener('wheel', (event) => this.turn(event), { passive: false });
    this.apply();
  }

  enlarge(factor: number): void {
    this.zoom = clamp(this.zoom * factor, 1, ZOOM_MAX);
    this.apply();
  }

  /** By parts of what is seen. */
  pan(right: number, down: number): void {
    this.x += right / this.zoom;
    this.y += down / this.zoom;
    this.apply();
  }

  light(slider: 'brightness' | 'contrast', by: number): void {
    this[slider].value = String(Number(this[slider].value) + by);
    this.apply();
  }

  reset(): void {
    this.zoom = 1;
    this.brightness.value = '100';
    this.contrast.value = '100';
    this.apply();
  }

  /** The wheel enlarges what lies under the pointer. As recorded already, the page scrolls on. */
  private turn(event: WheelEvent): void {
    if (event.ctrlKey || (this.zoom === 1 && event.deltaY > 0)) return;
    event.preventDefault();
    const { left, top, width, height } = this.stage.getBoundingClientRect();
    const [right, down] = [(event.clientX - left) / width - 0.5, (event.clientY - top) / height - 0.5];
    const before = this.zoom;
    this.zoom = clamp(before * 2 ** (-event.deltaY / NOTCH_PX), 1, ZOOM_MAX);
    this.x += right / before - right / this.zoom;
    this.y += down / before - down / this.zoom;
    this.apply();
  }

  private hold(event: PointerEvent): void {
    this.strayed = 0;
    if (this.zoom === 1) return;
    this.held = { x: event.clientX, y: event.clientY };
    this.stage.setPointerCapture(event.pointerId);
  }

  private drag(event: PointerEvent): void {
    if (this.held === undefined) return;
    const { width, height } = this.stage.getBoundingClientRect();
    this.strayed += Math.abs(event.clientX - this.held.x) + Math.abs(event.clientY - this.held.y);
    this.pan((this.held.x - event.clientX) / width, (this.held.y - event.clientY) / height);
    this.held = { x: event.clientX, y: event.clientY };
  }

  private apply(): void {
    const { zoom } = this;
    const edge = 0.5 / zoom;
    this.x = clamp(this.x, edge, 1 - edge);
    this.y = clamp(this.y, edge, 1 - edge);
    const [left, top] = [(0.5 - this.x) * 100, (0.5 - this.y) * 100];
    this.video.style.transform = `scale(${zoom}) translate(${left}%, ${top}%)`;
    this.stage.classList.toggle('lintel-stage--large', zoom > 1);
    const [brightness, contrast] = [this.brightness.value, this.contrast.value];
    const plain = brightness === '100' && contrast === '100';
    this.video.style.filter = plain ? '' : `brightness(${brightness}%) contrast(${contrast}%)`;
    this.words.textContent = `Zoom ${Math.round(zoom * 10) / 10}x, brightness ${brightness} %, contrast ${contrast} %${plain ? '' : ': for viewing only, the recording is not changed'}`;
  }
}
