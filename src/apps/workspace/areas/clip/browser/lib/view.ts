import { Zoom } from '../../../../../../kernel/film/zoom';

/** How far a press may stray before it drags. Pixels. */
const STILL_PX = 4;

/** How the picture is looked at: larger, moved, brighter. Nothing of it touches the recording. */
export class View {
  private readonly zoom = new Zoom();
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
    this.zoom.enlarge(factor);
    this.apply();
  }

  /** By parts of what is seen. */
  pan(right: number, down: number): void {
    this.zoom.pan(right, down);
    this.apply();
  }

  light(slider: 'brightness' | 'contrast', by: number): void {
    this[slider].value = String(Number(this[slider].value) + by);
    this.apply();
  }

  reset(): void {
    this.zoom.reset();
    this.brightness.value = '100';
    this.contrast.value = '100';
    this.apply();
  }

  /** The wheel enlarges what lies under the pointer. As recorded already, the page scrolls on. */
  private turn(event: WheelEvent): void {
    if (event.ctrlKey || (this.zoom.factor === 1 && event.deltaY > 0)) return;
    event.preventDefault();
    const { left, top, width, height } = this.stage.getBoundingClientRect();
    const [right, down] = [(event.clientX - left) / width - 0.5, (event.clientY - top) / height - 0.5];
    this.zoom.turn(event.deltaY, { right, down });
    this.apply();
  }

  private hold(event: PointerEvent): void {
    this.strayed = 0;
    if (this.zoom.factor === 1) return;
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
    const { factor, transform } = this.zoom;
    this.video.style.transform = transform;
    this.stage.classList.toggle('lintel-stage--large', factor > 1);
    const [brightness, contrast] = [this.brightness.value, this.contrast.value];
    const plain = brightness === '100' && contrast === '100';
    this.video.style.filter = plain ? '' : `brightness(${brightness}%) contrast(${contrast}%)`;
    this.words.textContent = `Zoom ${Math.round(factor * 10) / 10}x, brightness ${brightness} %, contrast ${contrast} %${plain ? '' : ': for viewing only, the recording is not changed'}`;
  }
}
