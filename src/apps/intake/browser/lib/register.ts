import { noteFiles, Refusal, worthRetrying } from './api';
import { partsOf } from './known-by';
import { RETRY_DELAYS } from './sender';

/** As many as the server takes in one go. */
const MOST_AT_ONCE = 100;
const NOT_UNDERSTOOD = 400;
const SIGNED_OUT = 401;

/** One that waits to be noted down. */
export interface Unnoted {
  readonly file: File;
  /** @param about the address of its page */
  noted(id: string, about: string): void;
  /** There is no connection: the victim has to know that leaving would lose it. */
  delayed(): void;
  refused(error: Refusal): void;
  /** It waits for whoever chose it to come in again. */
  signedOut(words: string): void;
}

export interface RegisterHost {
  /** How many are not noted. */
  changed(): void;
  /** What the draft is called that they are in. */
  reference(reference: string): void;
}

/** Tells the server of every file the moment it is chosen, before a byte of it goes: whatever happens to the page, it is known. */
export class Register {
  private waiting: Unnoted[] = [];
  private running = false;
  private wakeUp: (() => void) | undefined;

  constructor(private readonly host: RegisterHost) {}

  get unnoted(): number {
    return this.waiting.length;
  }

  add(one: Unnoted): void {
    this.waiting.push(one);
    if (!this.running) void this.run();
  }

  drop(one: Unnoted): void {
    this.waiting = this.waiting.filter((other) => other !== one);
  }

  /** The connection is back. */
  hurry(): void {
    this.wakeUp?.();
  }

  private async run(): Promise<void> {
    this.running = true;
    // All that are chosen in one go are noted in one.
    await Promise.resolve();
    let tries = 0;
    let most = MOST_AT_ONCE;
    while (this.waiting.length > 0) {
      const some = this.waiting.slice(0, most);
      const error = await this.note(some);
      if (error === undefined) tries = 0;
      else if (error.status === NOT_UNDERSTOOD && some.length > 1) {
        // One of them is the matter: the others are not refused with it.
        most = 1;
        continue;
      } else if (error.status === SIGNED_OUT || (error.status !== 409 && worthRetrying(error.status))) {
        for (const one of some.filter((each) => this.waiting.includes(each)))
          if (error.status === SIGNED_OUT) one.signedOut(error.message);
          else one.delayed();
        await this.pause(Math.max(500, RETRY_DELAYS[tries] ?? 0));
        tries = Math.min(tries + 1, RETRY_DELAYS.length - 1);
        continue;
      }
      this.waiting = this.waiting.filter((one) => !some.includes(one));
      if (error !== undefined) for (const one of some) one.refused(error);
      this.host.changed();
    }
    this.running = false;
  }

  private async note(some: readonly Unnoted[]): Promise<Refusal | undefined> {
    try {
      const told = await Promise.all(
        some.map(async ({ file }) => ({
          name: file.name,
          size: file.size,
          modified: file.lastModified,
          fingerprint: await partsOf(file),
        })),
      );
      const { ids, abouts, reference } = await noteFiles(told);
      this.host.reference(reference);
      some.forEach((one, index) => {
        if (this.waiting.includes(one)) one.noted(ids[index] ?? '', abouts[index] ?? '');
      });
      return undefined;
    } catch (error) {
      return error instanceof Refusal ? error : new Refusal('', 0);
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.wakeUp = resolve;
      setTimeout(resolve, ms);
    });
  }
}
