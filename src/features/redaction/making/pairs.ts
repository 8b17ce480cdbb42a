interface Offer {
  readonly bytes: Buffer;
  readonly done: () => void;
  readonly failed: (error: unknown) => void;
}

/** Brings the pictures of two decoders together, one of each at a time; neither runs ahead of the other. */
export class Pairs {
  private readonly waiting: Readonly<Record<'source' | 'copy', Offer[]>> = { source: [], copy: [] };
  private readonly over = { source: false, copy: false };
  /** Pictures that the other side did not have. */
  left = 0;

  constructor(private readonly compare: (source: Buffer, copy: Buffer) => void) {}

  offer(side: 'source' | 'copy', bytes: Buffer): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting[side].push({ bytes, done, failed });
      this.meet();
    });
  }

  /** No more comes of this side. */
  end(side: 'source' | 'copy'): void {
    this.over[side] = true;
    this.meet();
  }

  private meet(): void {
    const { source, copy } = this.waiting;
    while (source.length > 0 && copy.length > 0) {
      const [one, other] = [source.shift() as Offer, copy.shift() as Offer];
      // No watchdog looks at a decoder whose picture waits here: whatever comes, both go on.
      try {
        this.compare(one.bytes, other.bytes);
        one.done();
        other.done();
      } catch (error) {
        one.failed(error);
        other.failed(error);
      }
    }
    const alone = [...(this.over.copy ? source.splice(0) : []), ...(this.over.source ? copy.splice(0) : [])];
    this.left += alone.length;
    for (const { done } of alone) done();
  }
}
