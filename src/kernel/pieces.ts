/**
 * Buffers of one size that go round: what is taken anew for each part of a film is collected a moment later, and to collect costs as
 * much as to read. They hold what was read last: whoever takes one uses no more of it than they have filled.
 */
export class Pieces {
  private readonly free: Buffer[] = [];

  /** @param bytes of each. @param most how many are kept for the next who asks */
  constructor(
    readonly bytes: number,
    private readonly most: number,
  ) {}

  take(): Buffer {
    return this.free.pop() ?? Buffer.allocUnsafeSlow(this.bytes);
  }

  /** Once, and only by whom nothing else uses it any more. */
  giveBack(piece: Buffer): void {
    if (this.free.length < this.most) this.free.push(piece);
  }
}
