import type { Film } from '../../../../shell/browser/lib/film';

/** Plays the stretch between two marks again and again. */
export class Loop {
  private from: number | undefined;
  private to: number | undefined;

  constructor(
    private readonly film: Film,
    private readonly words: HTMLElement,
    private readonly changed: (from: number | undefined, to: number | undefined) => void,
  ) {
    film.video.addEventListener('ended', () => {
      if (this.to !== undefined) this.again();
    });
    this.say();
  }

  start(frame: number): void {
    this.from = frame;
    if (this.to !== undefined && this.to <= frame) this.to = undefined;
    this.say();
  }

  end(frame: number): void {
    this.to = frame;
    if (this.from === undefined || this.from >= frame) this.from = 0;
    this.say();
  }

  clear(): void {
    this.from = undefined;
    this.to = undefined;
    this.say();
  }

  /** First and last frame, as far as they are marked. */
  marked(): { readonly from: number | undefined; readonly to: number | undefined } {
    return { from: this.from, to: this.to };
  }

  /** A frame is shown. */
  passes(frame: number): void {
    if (this.to !== undefined && !this.film.video.paused && frame > this.to) this.again(false);
  }

  private again(ended = true): void {
    this.film.seek(this.from ?? 0);
    if (ended) void this.film.video.play();
  }

  private say(): void {
    const { from, to } = this;
    this.changed(from, to);
    this.words.textContent =
      to === undefined
        ? from === undefined
          ? 'No loop'
          : `Loop starts at frame ${from + 1}: mark its end`
        : `Loop: frames ${(from ?? 0) + 1} to ${to + 1}`;
  }
}
