import { Settling } from '../../../kernel/film/settle';
import type { Row, Standing } from './standing';

/** Seconds: far less than any frame lasts, and what a step is where frames cannot be told apart. */
const TOUCH = 0.000_5;
const ABOUT = 0.04;
/** Another time of the same picture, for the browser alone: none that is said of it. */
const ASIDE = 0.000_1;
/** How far the next frame is looked for at first, and how often. */
const LOOK = 1 / 120;
const LOOKS_MAX = 40;
/** Milliseconds. A browser that shows the same frame again may not say so. */
const PATIENCE = 250;

const NO_LIST =
  'This page has no list of the frames of this film. A step goes to the next picture that the browser has, by that picture’s own time.';
const NO_FRAMES =
  'This browser does not tell single frames apart: a step is 0.04 s here. Another browser steps from frame to frame.';

/** A film without a list of frames. The browser says of each picture that it shows which time it has: so the next one is found. */
export class Unlisted implements Row {
  readonly caution: string;
  /** Time of the picture that is shown. */
  private shown = 0;
  private waiting: Promise<void> = Promise.resolve();
  private readonly isTold: boolean;
  private readonly settling = new Settling((turn) => this.again(turn));

  constructor(
    private readonly video: HTMLVideoElement,
    private readonly tell: (standing: Standing) => void,
  ) {
    this.isTold = 'requestVideoFrameCallback' in video;
    this.caution = this.isTold ? NO_LIST : NO_FRAMES;
    for (const event of ['timeupdate', 'loadedmetadata']) video.addEventListener(event, () => this.say());
    this.watch();
  }

  step(by: number): void {
    // Before the film is there, nothing arrives anywhere.
    if (this.video.readyState === 0) return;
    this.video.pause();
    // One after the other: each looks from where the one before has arrived.
    this.waiting = this.waiting.then(async () => {
      this.settling.end();
      await (this.isTold ? this.find(by) : this.nearly(by));
      this.settling.begin();
    });
  }

  toggle(): void {
    if (this.video.paused) void this.video.play().catch(() => undefined);
    else this.video.pause();
  }

  skip(seconds: number): void {
    this.video.currentTime = Math.max(0, this.video.currentTime + seconds);
  }

  go(at: number): void {
    this.video.pause();
    this.video.currentTime = at;
  }

  /** There, and back. */
  private again(turn: number): void {
    if (this.video.paused) this.video.currentTime += turn % 2 === 0 ? ASIDE : -ASIDE;
  }

  private async nearly(by: number): Promise<void> {
    await this.seek(this.video.currentTime + by * ABOUT);
  }

  private async find(by: number): Promise<void> {
    const from = this.shown;
    if (by < 0) await this.seek(from - TOUCH);
    else await this.next(from);
    this.say();
  }

  /** Somewhere behind it, and from there back to the very next. */
  private async next(from: number): Promise<void> {
    let found = from;
    for (let far = LOOK, looks = 0; found <= from && looks < LOOKS_MAX; far *= 2, looks += 1) {
      if (from + far > this.video.duration + LOOK) far = this.video.duration - from;
      found = await this.seek(from + far);
      if (from + far >= this.video.duration) break;
    }
    for (let looks = 0; found > from && looks < LOOKS_MAX; looks += 1) {
      const before = await this.seek(found - TOUCH);
      if (before <= from + TOUCH) break;
      found = before;
    }
    if (found > from) await this.seek(found + TOUCH);
  }

  /** The time of the picture that is shown there. */
  private async seek(to: number): Promise<number> {
    const { video } = this;
    const seeked = new Promise<void>((done) => {
      // The word that an earlier seek has ended may come when this one has begun.
      const ended = (): void => {
        if (video.seeking) return;
        video.removeEventListener('seeked', ended);
        done();
      };
      video.addEventListener('seeked', ended);
    });
    const told = this.isTold
      ? new Promise((done) => video.requestVideoFrameCallback(done))
      : Promise.resolve();
    video.currentTime = Math.min(Math.max(0, to), video.duration || 0);
    await seeked;
    await Promise.race([told, new Promise((done) => setTimeout(done, PATIENCE))]);
    return this.shown;
  }

  private watch(): void {
    if (!this.isTold) return;
    this.video.requestVideoFrameCallback((_now, { mediaTime }) => {
      this.shown = mediaTime;
      this.say();
      this.watch();
    });
  }

  private say(): void {
    const { currentTime, duration } = this.video;
    const at = this.isTold ? this.shown : currentTime;
    this.tell({ words: `${at.toFixed(3)} s`, at, whole: Number.isFinite(duration) ? duration : 0 });
  }
}
