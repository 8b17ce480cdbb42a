import type { UploadTexts } from '../../shared/upload-texts';
import { hasLeft, onLeaving } from '../left';
import type { Row } from '../row';
import { Pictures, type Pictured } from './pictures';

/** A page that nobody has looked at for so long may be opened again by somebody else. */
const UNSEEN_MS = 2 * 60_000;

export interface WishHost {
  rows(): readonly Row[];
  /** What is on its way in a line, or waits there to be noted down. */
  chosen(row: Row): File | undefined;
  announce(words: string): void;
}

/** Whether the victim wants to see pictures: known to this page alone, and never beyond it. */
export class Wish {
  /** What was chosen on this page, by the id that the server has for it: also what is taken out, and may be had back. */
  private readonly held = new Map<string, File>();
  private readonly box: HTMLElement;
  private readonly button: HTMLButtonElement;
  private readonly hint: HTMLElement;
  /** There while they are wanted. */
  private pictures: Pictures | undefined;
  private hiddenAt: number | undefined;
  private unseen: ReturnType<typeof setTimeout> | undefined;

  constructor(
    root: HTMLElement,
    private readonly texts: UploadTexts['pictures'],
    private readonly host: WishHost,
  ) {
    const box = root.querySelector<HTMLElement>('[data-part="pictures"]');
    const button = box?.querySelector('button');
    const hint = box?.querySelector<HTMLElement>('[data-part="pictures-hint"]');
    if (!box || !button || !hint) throw new Error('the page has no way to pictures');
    [this.box, this.button, this.hint] = [box, button, hint];
    button.addEventListener('click', () => this.press());
    onLeaving(() => this.hide());
    // What a browser keeps of a page that was left, to show it again, has none.
    window.addEventListener('pagehide', () => this.hide());
    document.addEventListener('visibilitychange', () => this.seenOrNot());
  }

  hold(id: string, file: File): void {
    this.held.set(id, file);
  }

  drop(id: string): void {
    this.held.delete(id);
  }

  /** The list has changed. It is offered only where this page can make one. */
  update(): void {
    const lines = hasLeft() ? [] : this.lines();
    const some = lines.some(({ file }) => file !== undefined);
    this.box.hidden = !some;
    if (some) this.pictures?.show(lines);
    else this.hide();
  }

  private lines(): Pictured[] {
    return this.host
      .rows()
      .map((row) => ({ element: row.element, file: this.host.chosen(row) ?? this.held.get(row.id) }));
  }

  private press(): void {
    const { shown, hidden } = this.texts;
    if (this.pictures === undefined) this.show();
    else this.hide();
    this.host.announce(this.pictures === undefined ? hidden : shown);
  }

  private show(): void {
    this.pictures = new Pictures(this.texts.none);
    this.say(true);
    this.update();
  }

  private hide(): void {
    if (this.pictures === undefined) return;
    this.pictures.end();
    this.pictures = undefined;
    this.say(false);
  }

  private say(shown: boolean): void {
    this.button.textContent = shown ? this.texts.hide : this.texts.show;
    this.hint.hidden = !shown;
  }

  /** A phone that sleeps runs no timer: the clock is asked, too, when it wakes. */
  private seenOrNot(): void {
    clearTimeout(this.unseen);
    if (document.hidden) {
      this.hiddenAt = Date.now();
      this.unseen = setTimeout(() => this.hide(), UNSEEN_MS);
    } else if (this.hiddenAt !== undefined && Date.now() - this.hiddenAt >= UNSEEN_MS) this.hide();
  }
}
