import type { Request, Response } from 'express';
import type { ContentSource } from '../../../../features/evidence';
import type { OfficerId, ViewingId } from '../../../../kernel/ids';
import { onceClosed } from '../../../../kernel/once-closed';
import { RECHECK_MS } from '../sending/while-allowed';

/** A right to footage that has just been found. */
export interface Look {
  readonly officer: OfficerId;
  readonly ticket: ViewingId;
  readonly source: ContentSource;
  /** Of the session that has it. */
  readonly secret: string;
  readonly mayGoOn: (ticket: ViewingId) => Promise<boolean>;
  /** Of the request that was looked up. */
  readonly correlation: string;
}

/** What was sent under a look that asked for nothing more. */
export interface SentFurther {
  readonly look: Look;
  /** The address, without a query. */
  readonly path: string;
  readonly parts: number;
  readonly bytes: number;
}

/** Who asks, and for what: the address without a query. */
type Asking = Pick<Request, 'path'> & { readonly headers: { readonly cookie?: string | undefined } };

interface Kept {
  readonly look: Look;
  readonly path: string;
  /** Of the clock of this class. */
  readonly until: number;
  /** Names and values in turn, of the answer to a first part; undefined until one was answered. */
  head?: readonly string[];
  parts: number;
  bytes: number;
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
  private readonly looks = new Map<string, Kept>();

  /** What is looked up again at this moment. */
  private readonly renewals = new Map<string, Renewal>();

  /** @param told what each look has sent further, once it is over */
  constructor(
    private readonly told: (sent: SentFurther) => void = () => undefined,
    private readonly now: () => number = () => performance.now(),
  ) {}

  keep(request: Asking, look: Look): void {
    if (this.looks.size >= MOST) this.forgetAll();
    const [key, until] = [keyOf(request), this.now() + RECHECK_MS];
    // A place at the end, also where it had one before: the first that has not run out ends the clearing.
    this.drop(key);
    this.looks.set(key, { look, path: request.path, until, parts: 0, bytes: 0 });
    this.renewals.get(key)?.end();
    for (const [former, other] of this.looks) {
      if (other.until + KNOWN_MS > this.now()) break;
      this.drop(former);
    }
  }

  find(request: Asking): Look | undefined {
    return this.kept(request)?.look;
  }

  /** What a first part of it was answered with: further parts are, too. */
  headed(request: Asking, head: readonly string[]): void {
    const kept = this.kept(request);
    if (kept !== undefined) kept.head ??= head;
  }

  /** The head of a further part, and its look, of which a first part has been answered. */
  further(request: Asking): { readonly look: Look; readonly head: readonly string[] } | undefined {
    const kept = this.kept(request);
    return kept?.head && { look: kept.look, head: kept.head };
  }

  /** A further part goes out: not where the look was forgotten while it was read. @returns whether it may */
  count(request: Asking, bytes: number): boolean {
    const kept = this.looks.get(keyOf(request));
    if (kept === undefined) return false;
    if (kept.parts === 0) setTimeout(() => this.tell(kept), RECHECK_MS).unref();
    kept.parts += 1;
    kept.bytes += bytes;
    return true;
  }

  /**
   * Undefined: whoever asks has to look it up. Where something like it was looked up lately, others that ask for it wait from then on.
   * Else it comes when somebody's look has been kept, or has come to nothing.
   */
  renewal(request: Asking, response: Response): Promise<void> | undefined {
    const key = keyOf(request);
    const running = this.renewals.get(key);
    if (running !== undefined || !this.looks.has(key)) return running?.ended;
    const renewal = new Renewal(() => {
      if (this.renewals.get(key) === renewal) this.renewals.delete(key);
    });
    this.renewals.set(key, renewal);
    onceClosed(response, renewal.end);
    return undefined;
  }

  forgetAll(): void {
    for (const kept of this.looks.values()) this.tell(kept);
    this.looks.clear();
  }

  get size(): number {
    return this.looks.size;
  }

  private kept(request: Asking): Kept | undefined {
    const kept = this.looks.get(keyOf(request));
    return kept !== undefined && kept.until > this.now() ? kept : undefined;
  }

  private drop(key: string): void {
    const kept = this.looks.get(key);
    if (kept !== undefined) this.tell(kept);
    this.looks.delete(key);
  }

  private tell(kept: Kept): void {
    const { look, path, parts, bytes } = kept;
    if (parts > 0) this.told({ look, path, parts, bytes });
    kept.parts = 0;
    kept.bytes = 0;
  }
}

const keyOf = ({ headers: { cookie = '' }, path }: Asking): string => `${cookie}\n${path}`;
