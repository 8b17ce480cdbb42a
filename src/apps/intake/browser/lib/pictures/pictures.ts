import { pictureOf } from './frame';

/** Decoding is work for a small phone. */
const AT_ONCE = 2;

/** A line of the list, with its file where this page holds it. */
export interface Pictured {
  readonly element: HTMLElement;
  readonly file: File | undefined;
}

interface Tile {
  readonly element: HTMLElement;
  readonly file: File | undefined;
}

/** Pictures beside the lines of the list, from when the victim asks for them until they are not wanted any more. */
export class Pictures {
  private readonly tiles = new Map<HTMLElement, Tile>();
  private readonly ended = new AbortController();
  private readonly seen = new IntersectionObserver((changes) => this.look(changes));
  private waiting: Tile[] = [];
  private running = 0;

  /** @param none what a line without a picture says */
  constructor(private readonly none: string) {}

  /** The lines as they are now. */
  show(lines: readonly Pictured[]): void {
    const present = new Set(lines.map(({ element }) => element));
    for (const [line, tile] of this.tiles) if (!present.has(line)) this.drop(line, tile);
    for (const { element: line, file } of lines) {
      const tile = this.tiles.get(line);
      if (tile !== undefined && tile.file === file) continue;
      if (tile !== undefined) this.drop(line, tile);
      this.add(line, file);
    }
  }

  /** Nothing of them is left on the page, nor in its memory. */
  end(): void {
    this.ended.abort();
    this.seen.disconnect();
    for (const [line, tile] of this.tiles) this.drop(line, tile);
  }

  private add(line: HTMLElement, file: File | undefined): void {
    const element = document.createElement('div');
    element.className = 'intake-picture';
    const tile = { element, file };
    this.tiles.set(line, tile);
    // After the words in the order of reading; the style puts it before them.
    line.querySelector('.intake-file__text')?.after(element);
    if (file === undefined || file.size === 0) this.fill(tile, undefined);
    else this.seen.observe(element);
  }

  private drop(line: HTMLElement, { element }: Tile): void {
    this.tiles.delete(line);
    this.waiting = this.waiting.filter((tile) => tile.element !== element);
    this.seen.unobserve(element);
    // A canvas gives its memory back at once when it has no size.
    const canvas = element.querySelector('canvas');
    if (canvas !== null) canvas.width = 0;
    element.remove();
  }

  /** Only what is in sight is decoded; what has gone out of it before its turn waits until it comes again. */
  private look(changes: readonly IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of changes) {
      this.waiting = this.waiting.filter(({ element }) => element !== target);
      const tile = [...this.tiles.values()].find(({ element }) => element === target);
      if (tile !== undefined && isIntersecting) this.waiting.push(tile);
    }
    this.next();
  }

  private next(): void {
    while (this.running < AT_ONCE) {
      const tile = this.waiting.shift();
      if (tile?.file === undefined) return;
      this.seen.unobserve(tile.element);
      this.running += 1;
      void this.make(tile, tile.file);
    }
  }

  private async make(tile: Tile, file: File): Promise<void> {
    const picture = await pictureOf(file, this.ended.signal);
    this.running -= 1;
    if (this.ended.signal.aborted) return;
    this.fill(tile, picture);
    this.next();
  }

  /** Its name stands beside it: to who cannot see it, it says nothing more. */
  private fill({ element }: Tile, picture: HTMLCanvasElement | undefined): void {
    picture?.setAttribute('aria-hidden', 'true');
    element.replaceChildren(picture ?? this.none);
  }
}
