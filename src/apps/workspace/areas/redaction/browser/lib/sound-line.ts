import type { Film } from '../../../../shell/browser/lib/film';
import type { Span } from './drawing';

const SVG = 'http://www.w3.org/2000/svg';

/** The loudness of the sound over the length of the clip, with what becomes silent, where somebody may speak, and the frame that is shown. */
export class SoundLine {
  private readonly speech: readonly (readonly [from: number, to: number])[];

  constructor(
    private readonly line: SVGSVGElement | null,
    private readonly film: Film,
  ) {
    this.speech = JSON.parse(line?.dataset['speech'] ?? '[]') as (readonly [number, number])[];
    line?.addEventListener('pointerdown', ({ clientX }) => {
      const { left, width } = line.getBoundingClientRect();
      const { frames } = film;
      film.show(frames.at(frames.time(0) + ((clientX - left) / width) * this.seconds));
    });
  }

  /** @param from where a silence was begun whose end is not said yet; milliseconds */
  show(spans: readonly Span[], from: number | undefined): void {
    if (this.line === null) return;
    const now = 1_000 * this.film.frames.since(this.film.frame);
    const silent = spans.map(({ kind, fromMs, toMs }) => this.rect(kind, fromMs, toMs));
    const begun = from === undefined || from > now ? [] : [this.rect('begun', from, now)];
    const spoken = this.speech.map(([start, end]) => this.rect('speech', start, end));
    this.line.replaceChildren(...silent, ...begun, ...spoken, this.rect('now', now, now));
  }

  private get seconds(): number {
    const { frames } = this.film;
    return frames.end - frames.time(0);
  }

  private rect(kind: string, fromMs: number, toMs: number): SVGRectElement {
    const rect = document.createElementNS(SVG, 'rect');
    const at = (ms: number): number => Math.min(1, ms / 1_000 / this.seconds);
    const [x, y, height] = [at(fromMs), kind === 'speech' ? 0.85 : 0, kind === 'speech' ? 0.15 : 1];
    const width = Math.max(0.002, at(toMs) - x);
    for (const [name, value] of Object.entries({ x, y, width, height }))
      rect.setAttribute(name, String(value));
    rect.setAttribute('class', `lintel-sound__${kind}`);
    return rect;
  }
}
