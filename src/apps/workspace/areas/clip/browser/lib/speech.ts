import type { Film } from '../../../../shell/browser/lib/film';

/** From and to, in milliseconds of the sound. */
export type Part = readonly [from: number, to: number];

export const partsOf = (json: string | undefined): readonly Part[] => JSON.parse(json ?? '[]') as Part[];

/** The parts where somebody may speak: shown along the sound, and gone to. */
export class Speech {
  private readonly starts: readonly number[];

  constructor(
    marks: HTMLElement | null,
    private readonly film: Film,
  ) {
    const parts = partsOf(marks?.dataset['spans']);
    const length = 1_000 * Number(marks?.dataset['seconds']);
    marks?.append(
      ...parts.map(([from, to]) => {
        const mark = document.createElement('span');
        mark.className = 'lintel-timeline__speech';
        mark.style.left = `${(100 * from) / length}%`;
        mark.style.width = `${(100 * (to - from)) / length}%`;
        return mark;
      }),
    );
    const { frames } = film;
    this.starts = parts.map(([from]) => frames.at(frames.time(0) + from / 1_000));
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
