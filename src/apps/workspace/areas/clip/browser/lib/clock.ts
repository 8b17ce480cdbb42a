import type { Frames } from '../../../../shell/browser/lib/frames';
import { instantAt, ukTime } from './instants';

/** Which reading it is, wherever it stands in the list. */
const keyOf = ({ dataset: { instant, of, words }, text }: HTMLOptionElement): string =>
  instant === undefined ? text : JSON.stringify([instant, of, words]);

/** The time of the event over the picture, by whichever of the clip's times is chosen in the list. */
export class Clock {
  private frame = 0;
  /** Whoever watches has chosen from the list: until then it is the service's first. */
  private isTaken = false;

  constructor(
    private readonly list: HTMLSelectElement,
    private readonly overlay: HTMLElement,
    private readonly frames: Frames,
  ) {
    list.addEventListener('change', () => {
      this.isTaken = true;
      this.show(this.frame);
    });
  }

  /** The next time of the list; after the last, none. */
  next(): void {
    this.isTaken = true;
    this.list.selectedIndex = (this.list.selectedIndex + 1) % this.list.options.length;
    this.show(this.frame);
  }

  /**
   * Other times to choose from, after an officer chose one or read one in the picture. They may stand in another order: the reading that somebody
   * has put over the picture stays there, and no other slips into its place.
   */
  renew(list: HTMLSelectElement): void {
    const [shown] = this.list.selectedOptions;
    const key = this.isTaken && shown !== undefined ? keyOf(shown) : undefined;
    const options = [...list.options];
    const same = options.findIndex((option) => keyOf(option) === key);
    const index = same === -1 ? list.selectedIndex : same;
    this.list.replaceChildren(...list.children);
    this.list.selectedIndex = index;
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
