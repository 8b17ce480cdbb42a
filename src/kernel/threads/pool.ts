/** What a thread says: how many bytes it has read since it last said so, and in the end its result, or why there is none. */
export type Answer<Result> =
  | { readonly bytes: number }
  | { readonly result: Result }
  | { readonly failed: Error };

/** Does one task after another. */
export interface Thread<Task> {
  ask(task: Task): void;
  stop(): void;
}

export type StartThread<Task, Result> = (listen: (answer: Answer<Result>) => void) => Thread<Task>;

interface Job<Task, Result> {
  readonly task: Task;
  readonly size: number;
  readonly done: (result: Result) => void;
  readonly failed: (reason: unknown) => void;
}

/** A thread, and what it is at. */
interface Hand<Task, Result> {
  readonly thread: Thread<Task>;
  job: Job<Task, Result> | undefined;
}

/** Threads that share tasks, the largest first, so that all of them end at the same time. */
export class ThreadPool<Task, Result> {
  readonly #hands: Hand<Task, Result>[] = [];
  #waiting: Job<Task, Result>[] = [];
  #isAsked = false;
  #ended: Error | undefined;

  constructor(
    private readonly start: StartThread<Task, Result>,
    private readonly threads: number,
    private readonly onBytes: (bytes: number) => void = () => undefined,
  ) {}

  /** @param size of the task, to compare it with others @throws what the thread says, or the reason given to `end` */
  run(task: Task, size: number): Promise<Result> {
    return new Promise((done, failed) => {
      if (this.#ended !== undefined) {
        failed(this.#ended);
        return;
      }
      this.#waiting.push({ task, size, done, failed });
      // Not before all have been asked for: else the first would be thought the largest.
      if (!this.#isAsked) queueMicrotask(() => this.#dispatch());
      this.#isAsked = true;
    });
  }

  /** Stops every thread. What was not done fails for this reason, and so does whatever is asked for later. */
  end(reason = new Error('it was stopped')): void {
    this.#ended ??= reason;
    const undone = [...this.#waiting, ...this.#hands.flatMap(({ job }) => job ?? [])];
    this.#waiting = [];
    for (const hand of this.#hands.splice(0)) {
      hand.job = undefined;
      hand.thread.stop();
    }
    for (const { failed } of undone) failed(reason);
  }

  #dispatch(): void {
    this.#isAsked = false;
    this.#waiting.sort((one, other) => one.size - other.size);
    for (const hand of this.#hands) if (hand.job === undefined) this.#give(hand);
    while (this.#waiting.length > 0 && this.#hands.length < this.threads) {
      const hand: Hand<Task, Result> = {
        thread: this.start((answer) => this.#heard(hand, answer)),
        job: undefined,
      };
      this.#hands.push(hand);
      this.#give(hand);
    }
  }

  #give(hand: Hand<Task, Result>): void {
    hand.job = this.#waiting.pop();
    if (hand.job !== undefined) hand.thread.ask(hand.job.task);
  }

  #heard(hand: Hand<Task, Result>, answer: Answer<Result>): void {
    if (hand.job === undefined) return;
    if ('bytes' in answer) {
      this.onBytes(answer.bytes);
      return;
    }
    if ('result' in answer) hand.job.done(answer.result);
    else hand.job.failed(answer.failed);
    this.#give(hand);
  }
}
