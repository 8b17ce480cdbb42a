import type { Film } from '../../../../shell/browser/lib/film';
import { greyOf, type Grey } from './follow';

/** Width of the small pictures in which something is followed. */
export const SMALL = 320;
/** A browser that has brought no picture by then brings none. */
const WAIT_MS = 30_000;

/** Frames of a film one after another, small and grey. */
export class Pictures {
  private readonly canvas = document.createElement('canvas');

  constructor(
    private readonly film: Film,
    private readonly signal: AbortSignal,
  ) {}

  /** @param frame counted from 1; @returns `undefined` where it cannot be had */
  async of(frame: number): Promise<Grey | undefined> {
    const { film } = this;
    const came = await this.inTime(film.arrive(frame - 1));
    // A browser that cannot show it shows another.
    if (!came || film.frame !== frame - 1) return undefined;
    try {
      return greyOf(film.video, this.canvas, SMALL);
    } catch {
      return undefined;
    }
  }

  /** Whether it comes before somebody stops it, the player has nothing more to show, or too long has passed. */
  private inTime(arrival: Promise<void>): Promise<boolean> {
    const { video } = this.film;
    return new Promise((done) => {
      const end = (came: boolean): void => {
        clearTimeout(timer);
        this.signal.removeEventListener('abort', none);
        for (const name of ['error', 'emptied']) video.removeEventListener(name, none);
        done(came);
      };
      const none = (): void => end(false);
      const timer = setTimeout(none, WAIT_MS);
      this.signal.addEventListener('abort', none);
      for (const name of ['error', 'emptied']) video.addEventListener(name, none);
      void arrival.then(() => end(true));
    });
  }
}
