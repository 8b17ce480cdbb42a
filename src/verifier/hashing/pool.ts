import type { BagItem, Place } from '../bag/reader';
import type { Hashed, Hasher, OnBytes } from './hashed';

/** What a thread answers: bytes that it has just read, and in the end the hash, or that the file cannot be read. */
export type Answer = { readonly bytes: number } | { readonly hashed: Hashed } | { readonly failed: true };

/** A thread that hashes one place after another. */
export interface Thread {
  ask(place: Place): void;
  stop(): void;
}

export type StartThread = (listen: (answer: Answer) => void) => Thread;

/** Asking another thread takes longer than hashing this much here. Bytes. */
const SMALL = 256 * 1024;

interface Job {
  readonly place: Place;
  readonly size: number;
  readonly done: (hashed: Hashed) => void;
  readonly failed: (error: Error) => void;
}

/** A thread, and what it is at. */
interface Hand {
  readonly thread: Thread;
  job: Job | undefined;
}

/** Hashes large files in threads of their own, the largest first, so that all threads end at the same time; small ones here. */
export class HashPool implements Hasher {
  readonly #hands: Hand[] = [];
  readonly #waiting: Job[] = [];
  #isAsked = false;

  /** @param here hashes a place in this thread */
  constructor(
    private readonly start: StartThread,
    private readonly threads: number,
    private readonly here: (place: Place, onBytes: OnBytes) => Promise<Hashed>,
    private readonly onBytes: OnBytes,
  ) {}

  readonly hash = ({ place, size, path }: BagItem): Promise<Hashed> => {
    if (place === undefined) return Promise.reject(new RangeError(`nobody knows where ${path} lies`));
    if (size < SMALL || this.threads < 2) return this.here(place, this.onBytes);
    return new Promise((done, failed) => {
      this.#waiting.push({ place, size, done, failed });
      // Not before all have been asked for: else the first would be thought the largest.
      if (!this.#isAsked) queueMicrotask(() => this.#dispatch());
      this.#isAsked = true;
    });
  };

  readonly end = (): void => {
    for (const { thread } of this.#hands) thread.stop();
  };

  #dispatch(): void {
    this.#isAsked = false;
    this.#waiting.sort((one, other) => one.size - other.size);
    for (const hand of this.#hands) if (hand.job === undefined) this.#give(hand);
    while (this.#waiting.length > 0 && this.#hands.length < this.threads) {
      const hand: Hand = { thread: this.start((answer) => this.#heard(hand, answer)), job: undefined };
      this.#hands.push(hand);
      this.#give(hand);
    }
  }

  #give(hand: Hand): void {
    hand.job = this.#waiting.pop();
    if (hand.job !== undefined) hand.thread.ask(hand.job.place);
  }

  #heard(hand: Hand, answer: Answer): void {
    if ('bytes' in answer) {
      this.onBytes(answer.bytes);
      return;
    }
    if ('hashed' in answer) hand.job?.done(answer.hashed);
    else hand.job?.failed(new Error('the file cannot be read'));
    this.#give(hand);
  }
}
