import type { Range } from './pure/merkle';

export interface PaddingRow {
  readonly first: string;
  readonly until: string;
  readonly seed: Buffer;
}

/** The batches that have padding, in the order of the tree, as they are asked for. */
export class Paddings {
  readonly #rows: AsyncIterator<PaddingRow>;
  #row: PaddingRow | undefined;
  #begun = false;

  constructor(rows: AsyncIterable<PaddingRow>) {
    this.#rows = rows[Symbol.asyncIterator]();
  }

  /** What of the leaves from `from` on, before `to`, belongs to batches with padding: up to the first leaf that does not. */
  async *within(from: number, to: number): AsyncGenerator<Range & { readonly seed: Buffer }> {
    let at = from;
    while (at < to) {
      const row = await this.#over(at);
      if (row === undefined || Number(row.first) > at) return;
      const end = Math.min(Number(row.until), to);
      yield { from: at, to: end, seed: row.seed };
      at = end;
    }
  }

  /** The first batch that ends behind a place. */
  async #over(place: number): Promise<PaddingRow | undefined> {
    while (!this.#begun || (this.#row !== undefined && Number(this.#row.until) <= place)) {
      const step = await this.#rows.next();
      this.#row = step.done === true ? undefined : step.value;
      this.#begun = true;
    }
    return this.#row;
  }
}
