import type { Frames } from './frames';
import { Settling } from './settle';

interface Presented {
  readonly mediaTime: number;
}

/** A seek that is overtaken by another is made again; one that the browser cannot do is given up. */
const SEEKS_MAX = 3;
/** Where in a frame's time it is asked for again: before its midst, as the first time. */
const OTHER_PLACES = [0.3, 0.2];

/** What a film needs of a video of a page. */
interface Playable {
  readonly paused: boolean;
  readonly seeking: boolean;
  currentTime: number;
  play(): Promise<void>;
  pause(): void;
  addEventListener(type: 'seeked' | 'timeupdate', listener: () => void): void;
  /** Firefox before 132 has none; the clock of the player stands in for it. */
  requestVideoFrameCallback?(callback: (now: number, presented: Presented) => void): number;
}

/** Chromium leaves out a picture whose seek begins before the one before it is on the screen, and shows the older one for good. */
const onceShown = (then: () => void): void => {
  requestAnimationFrame(() => requestAnimationFrame(then));
};

/** The video as a row of frames: which one is shown, and how to show another. */
export class Film<Video extends Playable = Playable> {
  private shown = 0;
  /** Asked for and not shown yet. */
  private wanted: number | undefined;
  private seeks = 0;
  private readonly arrivals: (() => void)[] = [];
  private readonly settling = new Settling((turn) => this.again(turn));
  /** What the player's clock shows at the first frame, beyond what the list says. Seconds. */
  private offset: number | undefined;

  constructor(
    readonly video: Video,
    readonly frames: Frames,
    private readonly changed: (frame: number) => void,
  ) {
    video.addEventListener('seeked', () => this.arrived());
    video.addEventListener('timeupdate', () => this.look());
    this.watch();
  }

  get frame(): number {
    return this.wanted ?? this.shown;
  }

  async toggle(): Promise<void> {
    if (!this.video.paused) {
      this.video.pause();
      return;
    }
    if (this.frame === this.frames.count - 1) this.seek(0);
    await this.video.play();
  }

  /** Stops and shows that frame, or the nearest there is. */
  show(frame: number): void {
    this.video.pause();
    this.seek(this.frames.clamp(frame));
  }

  step(by: number): void {
    this.show(this.frame + by);
  }

  /** Shows that frame, and comes back when the browser has it. */
  arrive(frame: number): Promise<void> {
    return new Promise((done) => {
      if (this.wanted === undefined && this.shown === frame) {
        done();
        return;
      }
      this.arrivals.push(done);
      this.show(frame);
    });
  }

  /** The frame that is shown so many seconds later. */
  skip(seconds: number): void {
    this.seek(this.frames.at(this.frames.time(this.frame) + seconds));
  }

  seek(frame: number): void {
    const running = this.wanted !== undefined;
    this.wanted = frame;
    this.seeks = 0;
    // A seek under way is let come to its end: held-down keys would else show nothing until they are let go.
    if (!running) this.go(frame);
  }

  private go(frame: number): void {
    this.seeks += 1;
    this.settling.end();
    this.video.currentTime = this.frames.inside(frame) + (this.offset ?? 0);
  }

  /** The clock stays within the frame. Whoever has moved it on their own since is left alone. */
  private again(turn: number): void {
    const { video, shown, offset = 0 } = this;
    if (!video.paused || this.wanted !== undefined || this.frames.at(video.currentTime - offset) !== shown)
      return;
    video.currentTime = this.frames.within(shown, OTHER_PLACES[turn] ?? 0.1) + offset;
  }

  private arrived(): void {
    const { wanted } = this;
    // The word that an earlier seek has ended may come when the next has begun.
    if (wanted === undefined || this.video.seeking) return;
    const shown = this.frames.at(this.video.currentTime - (this.offset ?? 0));
    if (shown !== wanted && this.seeks < SEEKS_MAX) {
      onceShown(() => this.go(this.wanted ?? wanted));
      return;
    }
    this.wanted = undefined;
    this.set(shown);
    this.settling.begin();
    for (const done of this.arrivals.splice(0)) done();
  }

  /** Each frame as the browser brings it on the screen, with its own time. */
  private watch(): void {
    this.video.requestVideoFrameCallback?.((_now, { mediaTime }) => {
      if (this.offset === undefined && this.video.currentTime < this.frames.inside(0))
        this.offset = mediaTime - this.frames.time(0);
      if (this.wanted === undefined) this.set(this.frames.at(mediaTime - (this.offset ?? 0)));
      this.watch();
    });
  }

  private look(): void {
    if (this.wanted !== undefined || 'requestVideoFrameCallback' in this.video) return;
    this.set(this.frames.at(this.video.currentTime));
  }

  private set(frame: number): void {
    this.shown = frame;
    this.changed(frame);
  }
}
