import { DomainError } from './errors';

/** More wait for it than could be served in a reasonable time, or it does not come at all. */
export class TooManyWaiting extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'service-busy';
  override readonly facts = { retryAfterSeconds: 10 };
  constructor() {
    super('The service is busy. Please try again in a moment.');
  }
}

export interface TurnLimits {
  readonly atOnce: number;
  /** Of one group; none: as many as of all. */
  readonly each?: number;
  readonly waiting: number;
  /** Whoever has waited for so long is refused, milliseconds; none: nobody. */
  readonly patienceMs?: number;
}

interface Waiter {
  readonly go: () => void;
  readonly refuse: (error: TooManyWaiting) => void;
}

interface Group {
  running: number;
  readonly waiters: Waiter[];
}

/**
 * Work that few places are for. Groups take turns, so that the crowd of one delays nobody in another; where too many wait, the newest
 * of the largest crowd is refused.
 */
export class Turns {
  private running = 0;
  private waiting = 0;
  /** In the order of their turns. */
  private readonly groups = new Map<string, Group>();

  constructor(public limits: TurnLimits) {}

  /** Groups that have something here. */
  get size(): number {
    return this.groups.size;
  }

  /** @throws TooManyWaiting, and what `work` throws */
  async run<T>(name: string, work: () => Promise<T>): Promise<T> {
    const group = this.groups.get(name) ?? { running: 0, waiters: [] };
    this.groups.set(name, group);
    try {
      await this.enter(group);
      try {
        return await work();
      } finally {
        this.leave(group);
      }
    } finally {
      if (group.running === 0 && group.waiters.length === 0) this.groups.delete(name);
    }
  }

  private async enter(group: Group): Promise<void> {
    if (this.mayBegin(group)) {
      this.begin(group);
      return;
    }
    let late: NodeJS.Timeout | undefined;
    try {
      await new Promise<void>((go, refuse) => {
        const waiter = { go, refuse };
        group.waiters.push(waiter);
        this.waiting += 1;
        if (this.waiting > this.limits.waiting) this.refuseOne();
        const { patienceMs } = this.limits;
        if (patienceMs !== undefined) late = setTimeout(() => this.giveUp(group, waiter), patienceMs);
      });
    } finally {
      clearTimeout(late);
    }
  }

  private giveUp(group: Group, waiter: Waiter): void {
    const at = group.waiters.indexOf(waiter);
    if (at < 0) return;
    group.waiters.splice(at, 1);
    this.waiting -= 1;
    waiter.refuse(new TooManyWaiting());
  }

  private mayBegin({ running }: Group): boolean {
    return this.running < this.limits.atOnce && running < (this.limits.each ?? this.limits.atOnce);
  }

  private begin(group: Group): void {
    this.running += 1;
    group.running += 1;
  }

  /** Whoever is next goes to the end of the line. */
  private leave(group: Group): void {
    this.running -= 1;
    group.running -= 1;
    for (const [name, next] of this.groups) {
      if (next.waiters.length === 0 || !this.mayBegin(next)) continue;
      this.groups.delete(name);
      this.groups.set(name, next);
      this.waiting -= 1;
      this.begin(next);
      next.waiters.shift()?.go();
      return;
    }
  }

  private refuseOne(): void {
    const crowds = [...this.groups.values()].sort(
      (left, right) => right.waiters.length - left.waiters.length,
    );
    this.waiting -= 1;
    crowds[0]?.waiters.pop()?.refuse(new TooManyWaiting());
  }
}
