import type { Film } from '../../../../shell/browser/lib/film';
import type { SoundAxis } from '../../../../shell/browser/lib/sound-axis';

/** From and to, in milliseconds of the film's clock. */
export type Part = readonly [from: number, to: number];

export const partsOf = (json: string | undefined): readonly Part[] => JSON.parse(json ?? '[]') as Part[];

/** The parts where somebody may speak: shown along the sound, and gone to. */
export class Speech {
  private readonly starts: readonly number[];

  constructor(
    marks: HTMLElement | null,
    private readonly film: Film,
    axis: SoundAxis,
  ) {
    const parts = partsOf(marks?.dataset['spans']);
    marks?.append(
      ...parts.map(([from, to]) => {
        const mark = document.createElement('span');
        mark.className = 'lintel-timeline__speech';
        const [left, right] = [axis.at(from / 1_000), axis.at(to / 1_000)];
        mark.style.left = `${100 * left}%`;
        mark.style.width = `${100 * (right - left)}%`;
        return mark;
      }),
    );
    const { frames } = film;
    this.starts = parts.map(([from]) => frames.at(from / 1_000));
  }

  next(): void {
    this.show(this.starts.find((frame) => frame > this.film.frame));
  }

  before(): void {
    this.show(this.starts.findLast((frame) => frame < this.film.frame));
  }

  private show(frame: number | undefined): void {
    if (frame !== undefined) this.film.show(frame);
  }
}
