import type { Frames } from '../../../../shell/browser/lib/frames';
import { instantAt, ukTime } from './instants';

/** The time of the event over the picture, by whichever of the clip's times is chosen in the list. */
export class Clock {
  private frame = 0;

  constructor(
    private readonly list: HTMLSelectElement,
    private readonly overlay: HTMLElement,
    private readonly frames: Frames,
  ) {
    list.addEventListener('change', () => this.show(this.frame));
  }

  /** The next time of the list; after the last, none. */
  next(): void {
    this.list.selectedIndex = (this.list.selectedIndex + 1) % this.list.options.length;
    this.show(this.frame);
  }

  /** Other times to choose from, after an officer chose one or read one in the picture. */
  renew(list: HTMLSelectElement): void {
    const { selectedIndex } = list;
    this.list.replaceChildren(...list.children);
    this.list.selectedIndex = selectedIndex;
    this.show(this.frame);
  }

  show(frame: number): void {
    this.frame = frame;
    const option = this.list.selectedOptions[0];
    const { instant } = option?.dataset ?? {};
    this.overlay.hidden = instant === undefined;
    if (instant === undefined || option === undefined) return;
    const of = option.dataset['of'] === 'end' ? 'end' : 'start';
    const length = this.frames.end - this.frames.time(0);
    const at = instantAt({ instant, of }, this.frames.since(frame), length);
    this.overlay.textContent = `${ukTime(at)} (${option.dataset['words'] ?? option.text})`;
  }
}
