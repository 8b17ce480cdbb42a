import { closeSync, fstatSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { putAside, type LogLimits } from '../../../platform/old-logs';
import { say } from '../say';

const NEWLINE = 0x0a;
/** A line that is longer than this is not waited for to its end. */
const LONGEST_LINE = 1024 ** 2;

/** The log of a process, line by line, in files of a limited size of which a limited number is kept. */
export class LogFile {
  private file: number | undefined;
  private size = 0;
  /** The last line was not written to its end. */
  private torn = false;

  constructor(
    private readonly name: string,
    private readonly limits: LogLimits,
  ) {}

  /** Takes in what a process says, each line whole, until it ends. What other streams say stands between its lines. */
  take(stream: Readable): void {
    let pending: Buffer[] = [];
    let length = 0;
    const flush = (): void => {
      if (length > 0) this.write(Buffer.concat(pending));
      pending = [];
      length = 0;
    };
    const hold = (bytes: Buffer): void => {
      pending.push(bytes);
      length += bytes.length;
    };
    stream.on('data', (chunk: Buffer) => {
      const end = chunk.lastIndexOf(NEWLINE) + 1;
      if (end > 0) {
        hold(chunk.subarray(0, end));
        flush();
      }
      if (end < chunk.length) hold(chunk.subarray(end));
      if (length > LONGEST_LINE) flush();
    });
    stream.on('close', flush);
    stream.on('error', () => undefined);
  }

  close(): void {
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }

  /** A full disk costs lines, and never the processes. */
  private write(bytes: Buffer): void {
    try {
      if (this.torn) this.put(Buffer.from('\n'));
      for (const part of this.fitting(bytes)) this.put(part);
      this.torn = false;
    } catch (error) {
      if (!this.torn) say(`${this.name} cannot be written: ${error instanceof Error ? error.message : ''}`);
      this.torn = true;
    }
  }

  /** In parts that end with a line, with a new file before one that would be too much for this one. */
  private *fitting(bytes: Buffer): Generator<Buffer> {
    let [from, to] = [0, 0];
    this.open();
    while (to < bytes.length) {
      const end = bytes.indexOf(NEWLINE, to) + 1 || bytes.length;
      if (this.size + end - from > this.limits.maxBytes && this.size + to - from > 0) {
        if (to > from) yield bytes.subarray(from, to);
        from = to;
        this.next();
      }
      to = end;
    }
    yield bytes.subarray(from);
  }

  private put(bytes: Buffer): void {
    const file = this.open();
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
    this.size += bytes.length;
  }

  private open(): number {
    if (this.file !== undefined) return this.file;
    mkdirSync(dirname(this.name), { recursive: true, mode: 0o700 });
    this.file = openSync(this.name, 'a', 0o600);
    this.size = fstatSync(this.file).size;
    return this.file;
  }

  private next(): void {
    this.close();
    putAside(this.name, this.limits.kept);
    this.open();
  }
}
