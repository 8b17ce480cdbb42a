const LINES = 20;
const LENGTH = 400;

/** The last lines of what a tool said, each cut to a sane length. */
export class Tail {
  readonly lines: string[] = [];
  /** How many lines there were in all. */
  count = 0;

  add(line: string): void {
    if (line.trim() === '') return;
    this.count += 1;
    this.lines.push(line.slice(0, LENGTH));
    if (this.lines.length > LINES) this.lines.shift();
  }
}
