import { DomainError } from '../../kernel/errors';

/** More wait for it than could be served in a reasonable time. */
export class TooManyWaiting extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'service-busy';
  override readonly facts = { retryAfterSeconds: 10 };
  constructor() {
    super('The service is busy. Please try again in a moment.');
  }
}

interface Waiter {
  readonly go: () => void;
  readonly refuse: (error: TooManyWaiting) => void;
}

/**
 * Work that takes a whole core, a few at a time. Groups take turns, so that the crowd of one delays nobody in another; where too many
 * wait, the newest of the largest crowd is refused.
 */
export class Turns {
  private running = 0;
  private waiting = 0;
  /** In the order of their turns. */
  private readonly groups = new Map<string, Waiter[]>();

  constructor(public limits: { readonly atOnce: number; readonly waiting: number }) {}

  /** @throws TooManyWaiting, and what `work` throws */
  async run<T>(group: string, work: () => Promise<T>): Promise<T> {
    await this.enter(group);
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private async enter(group: string): Promise<void> {
    if (this.running < this.limits.atOnce) {
      this.running += 1;
      return;
    }
    await new Promise<void>((go, refuse) => {
      const queue = this.groups.get(group) ?? [];
      queue.push({ go, refuse });
      this.groups.set(group, queue);
      this.waiting += 1;
      if (this.waiting > this.limits.waiting) this.refuseOne();
    });
  }

  private leave(): void {
    const [first] = this.groups;
    if (first === undefined) {
      this.running -= 1;
      return;
    }
    const [group, queue] = first;
    const next = queue.shift();
    this.groups.delete(group);
    if (queue.length > 0) this.groups.set(group, queue);
    this.waiting -= 1;
    next?.go();
  }

  private refuseOne(): void {
    const crowds = [...this.groups].sort(([, left], [, right]) => right.length - left.length);
    const [largest] = crowds;
    if (largest === undefined) return;
    const [group, queue] = largest;
    const last = queue.pop();
    if (queue.length === 0) this.groups.delete(group);
    this.waiting -= 1;
    last?.refuse(new TooManyWaiting());
  }
}
