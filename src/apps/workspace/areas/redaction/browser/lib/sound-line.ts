import type { Film } from '../../../../shell/browser/lib/film';
import { SoundAxis } from '../../../../shell/browser/lib/sound-axis';
import type { Span } from './drawing';

const SVG = 'http://www.w3.org/2000/svg';

/** The loudness of the sound over the length of the clip, with what becomes silent, where somebody may speak, and the frame that is shown. */
export class SoundLine {
  private readonly speech: readonly (readonly [from: number, to: number])[];
  private readonly axis: SoundAxis;

  constructor(
    private readonly line: SVGSVGElement | null,
    private readonly film: Film,
    /** To the end of what is shown or heard. */
    private readonly lengthMs: number,
  ) {
    this.speech = JSON.parse(line?.dataset['speech'] ?? '[]') as (readonly [number, number])[];
    this.axis = new SoundAxis(film.frames, line);
    line?.addEventListener('pointerdown', ({ clientX }) => {
      const { left, width } = line.getBoundingClientRect();
      film.show(this.axis.frame((clientX - left) / width));
    });
  }

  /**
   * Where a silence begins that is begun at that frame, milliseconds from the first one. At the first it begins with the film, which may be
   * heard before it is seen.
   */
  begins(frame: number): number {
    const { frames } = this.film;
    return Math.round(1_000 * (frame === 0 ? -frames.time(0) : frames.since(frame)));
  }

  /** Where it ends with that frame: with the last one all that is heard after it, too. */
  ends(frame: number): number {
    const { frames } = this.film;
    if (frame < frames.count - 1) return Math.round(1_000 * frames.since(frame + 1));
    return Math.max(this.lengthMs, Math.ceil(1_000 * (frames.end - frames.time(0))));
  }

  /** @param from where a silence was begun whose end is not said yet; milliseconds */
  show(spans: readonly Span[], from: number | undefined): void {
    if (this.line === null) return;
    const { frames, frame } = this.film;
    const now = frames.time(frame);
    // What is silenced is said from the first frame on.
    const at = (ms: number): number => frames.time(0) + ms / 1_000;
    const silent = spans.map(({ kind, fromMs, toMs }) => this.rect(kind, at(fromMs), at(toMs)));
    const begun = from === undefined || at(from) > now ? [] : [this.rect('begun', at(from), now)];
    const spoken = this.speech.map(([start, end]) => this.rect('speech', start / 1_000, end / 1_000));
    this.line.replaceChildren(...silent, ...begun, ...spoken, this.rect('now', now, now));
  }

  /** @param from and `to`: seconds of the film's clock */
  private rect(kind: string, from: number, to: number): SVGRectElement {
    const rect = document.createElementNS(SVG, 'rect');
    const [x, y, height] = [this.axis.at(from), kind === 'speech' ? 0.85 : 0, kind === 'speech' ? 0.15 : 1];
    const width = Math.max(0.002, this.axis.at(to) - x);
    for (const [name, value] of Object.entries({ x, y, width, height }))
      rect.setAttribute(name, String(value));
    rect.setAttribute('class', `lintel-sound__${kind}`);
    return rect;
  }
}
