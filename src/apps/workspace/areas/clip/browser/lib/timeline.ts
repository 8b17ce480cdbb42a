import type { Film } from '../../../../shell/browser/lib/film';
import { SoundAxis } from '../../../../shell/browser/lib/sound-axis';

/** The sound over the length of the clip, with the place that is shown, the loop and what was noted; one scrubs on it. */
export class Timeline {
  readonly axis: SoundAxis;
  private held = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly film: Film,
  ) {
    this.axis = new SoundAxis(film.frames, root);
    root.addEventListener('pointerdown', (event) => this.press(event));
    root.addEventListener('pointermove', (event) => {
      if (this.held) this.scrub(event);
    });
    for (const end of ['pointerup', 'pointercancel'] as const)
      root.addEventListener(end, () => (this.held = false));
  }

  show(frame: number): void {
    this.place(this.part('now'), frame);
  }

  /** Frames from 0; without an end nothing loops. */
  loop(from: number | undefined, to: number | undefined): void {
    const range = this.part('loop-range');
    if (range === null) return;
    range.hidden = from === undefined;
    if (from === undefined) return;
    this.place(range, from);
    range.style.width = `${100 * (this.axis.atFrame(to ?? from) - this.axis.atFrame(from))}%`;
  }

  /** A mark for each frame that something on the page speaks of, by `data-jump` and `data-mark`. */
  mark(): void {
    const marks = this.part('marks');
    if (marks === null) return;
    const links = [...document.querySelectorAll<HTMLElement>('[data-jump][data-mark]')];
    marks.replaceChildren(
      ...links.map((link) => {
        const mark = document.createElement('span');
        mark.className = 'lintel-mark';
        mark.dataset['frame'] = link.dataset['jump'];
        mark.title = `Frame ${link.dataset['jump'] ?? ''}: ${link.dataset['mark'] ?? ''}`;
        this.place(mark, Number(link.dataset['jump']) - 1);
        return mark;
      }),
    );
  }

  private press(event: PointerEvent): void {
    if (event.button !== 0) return;
    const frame = event.target instanceof HTMLElement ? event.target.dataset['frame'] : undefined;
    if (frame !== undefined) {
      this.film.show(Number(frame) - 1);
      return;
    }
    this.held = true;
    this.root.setPointerCapture(event.pointerId);
    this.scrub(event);
  }

  private scrub({ clientX }: PointerEvent): void {
    const { left, width } = this.root.getBoundingClientRect();
    this.film.show(this.axis.frame((clientX - left) / width));
  }

  private place(element: HTMLElement | null, frame: number): void {
    if (element !== null) element.style.left = `${100 * this.axis.atFrame(frame)}%`;
  }

  private part(name: string): HTMLElement | null {
    return this.root.querySelector(`[data-part="${name}"]`);
  }
}
