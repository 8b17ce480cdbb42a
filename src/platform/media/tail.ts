const FIRST = 10;
const LAST = 20;
const LENGTH = 400;

/** The first and the last lines of what a tool said, each cut to a sane length: a cause comes first, its effects after. */
export class Tail {
  private readonly first: string[] = [];
  private readonly last: string[] = [];
  /** How many lines there were in all. */
  count = 0;

  get lines(): readonly string[] {
    return [...this.first, ...this.last];
  }

  add(line: string): void {
    if (line.trim() === '') return;
    this.count += 1;
    const cut = line.slice(0, LENGTH);
    if (this.first.length < FIRST) this.first.push(cut);
    else this.last.push(cut);
    if (this.last.length > LAST) this.last.shift();
  }
}
