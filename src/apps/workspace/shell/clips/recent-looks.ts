import type { Request, Response } from 'express';
import type { ContentSource } from '../../../../features/evidence';
import type { ViewingId } from '../../../../kernel/ids';
import { RECHECK_MS } from '../sending/while-allowed';

/** A right to footage that has just been found. */
export interface Look {
  readonly ticket: ViewingId;
  readonly source: ContentSource;
  /** Of the session that has it. */
  readonly secret: string;
  readonly mayGoOn: (ticket: ViewingId) => Promise<boolean>;
}

/** More than officers who watch at one moment. */
const MOST = 10_000;
/** A player that asks for several parts at once is told by this that it asked before. Milliseconds after a look has run out. */
const KNOWN_MS = 10_000;

/** One request's look, for which others wait. */
class Renewal {
  readonly ended: Promise<void>;
  end: () => void = () => undefined;

  constructor(after: () => void) {
    this.ended = new Promise((resolve) => {
      this.end = () => {
        after();
        resolve();
      };
    });
  }
}

/**
 * What a player asks for in many small ranges is looked up once a second, as long as it asks by the same cookie for the same
 * address: a stream that runs is asked about no more often. Of several parts that are asked for at once when it has run out, one
 * is looked up, and the others wait for what it finds. Whatever changes something in this process ends all of it.
 */
export class RecentLooks {
  private readonly looks = new Map<string, { readonly look: Look; readonly until: number }>();

  /** What is looked up again at this moment. */
  private readonly renewals = new Map<string, Renewal>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  keep(request: Request, look: Look): void {
    if (this.looks.size >= MOST) this.forgetAll();
    const [key, until] = [keyOf(request), this.now() + RECHECK_MS];
    // A place at the end, also where it had one before: the first that has not run out ends the clearing.
    this.looks.delete(key);
    this.looks.set(key, { look, until });
    this.renewals.get(key)?.end();
    for (const [former, other] of this.looks) {
      if (other.until + KNOWN_MS > this.now()) break;
      this.looks.delete(former);
    }
  }

  find(request: Request): Look | undefined {
    const found = this.looks.get(keyOf(request));
    return found !== undefined && found.until > this.now() ? found.look : undefined;
  }

  /**
   * Undefined: whoever asks has to look it up. Where something like it was looked up lately, others that ask for it wait from then on.
   * Else it comes when somebody's look has been kept, or has come to nothing.
   */
  renewal(request: Request, response: Response): Promise<void> | undefined {
    const key = keyOf(request);
    const running = this.renewals.get(key);
    if (running !== undefined || !this.looks.has(key)) return running?.ended;
    const renewal = new Renewal(() => {
      if (this.renewals.get(key) === renewal) this.renewals.delete(key);
    });
    this.renewals.set(key, renewal);
    response.once('close', renewal.end);
    return undefined;
  }

  forgetAll(): void {
    this.looks.clear();
  }

  get size(): number {
    return this.looks.size;
  }
}

const keyOf = ({ headers: { cookie = '' }, path }: Request): string => `${cookie}\n${path}`;
