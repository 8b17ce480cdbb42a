/** Chance that can be repeated: FAULTS_SEED brings a failed run back. */
export class Chance {
  private state: number;

  constructor(readonly seed = Number(process.env['FAULTS_SEED'] ?? Math.floor(Math.random() * 2 ** 31))) {
    this.state = seed;
    process.stdout.write(`FAULTS_SEED=${seed}\n`);
  }

  /** Between 0 and 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** So many of the list, none twice. */
  some<T>(all: readonly T[], count: number): T[] {
    const left = [...all];
    return Array.from({ length: Math.min(count, all.length) }, () =>
      left.splice(this.below(left.length), 1),
    ).flat();
  }

  bytes(length: number): Buffer {
    const bytes = Buffer.alloc(length);
    for (let at = 0; at < length; at += 1) bytes[at] = this.below(256);
    return bytes;
  }
}
