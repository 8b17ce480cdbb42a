import type { Frames } from './frames';

/**
 * The line on which picture and sound stand together. The picture of the sound begins with the film's clock and may begin before the first
 * frame and go on after the last: nothing of it may be drawn, pressed or silenced as if it were as long as the picture.
 */
export class SoundAxis {
  private readonly from: number;
  private readonly to: number;

  /** @param sound element that says how many seconds of the film the picture of the sound shows; frames alone where it does not */
  constructor(
    private readonly frames: Frames,
    sound: Element | null,
  ) {
    const seconds = Number(sound?.getAttribute('data-sound-seconds') ?? 0);
    this.from = seconds > 0 ? Math.min(0, frames.time(0)) : frames.time(0);
    this.to = Math.max(seconds, frames.end);
    const image = seconds > 0 ? sound?.parentElement?.querySelector<HTMLElement>('img') : null;
    if (!image) return;
    image.style.position = 'absolute';
    image.style.left = `${100 * this.at(0)}%`;
    image.style.width = `${100 * (this.at(seconds) - this.at(0))}%`;
  }

  /** From 0 to 1. @param seconds of the film's clock */
  at(seconds: number): number {
    return Math.min(1, Math.max(0, (seconds - this.from) / (this.to - this.from)));
  }

  atFrame(frame: number): number {
    return this.at(this.frames.time(frame));
  }

  /** The frame that is shown there. @param part from 0 to 1 */
  frame(part: number): number {
    return this.frames.at(this.from + Math.min(1, Math.max(0, part)) * (this.to - this.from));
  }
}
