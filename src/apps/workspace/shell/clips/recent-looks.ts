import type { Request } from 'express';
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

/**
 * What a player asks for in many small ranges is looked up once a second, as long as it asks by the same cookie for the same
 * address: a stream that runs is asked about no more often. Whatever changes something in this process ends all of it.
 */
export class RecentLooks {
  private readonly looks = new Map<string, { readonly look: Look; readonly until: number }>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  keep(request: Request, look: Look): void {
    if (this.looks.size >= MOST) this.forgetAll();
    const [key, until] = [keyOf(request), this.now() + RECHECK_MS];
    // A place at the end, also where it had one before: the first that has not run out ends the clearing.
    this.looks.delete(key);
    this.looks.set(key, { look, until });
    for (const [former, other] of this.looks) {
      if (other.until > this.now()) break;
      this.looks.delete(former);
    }
  }

  find(request: Request): Look | undefined {
    const found = this.looks.get(keyOf(request));
    return found !== undefined && found.until > this.now() ? found.look : undefined;
  }

  forgetAll(): void {
    this.looks.clear();
  }

  get size(): number {
    return this.looks.size;
  }
}

const keyOf = ({ headers: { cookie = '' }, path }: Request): string => `${cookie}\n${path}`;
