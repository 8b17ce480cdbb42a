import type { EventFacts } from './event-text';
import type { BadEvent } from './verdict';

/** How often an officer stated what. */
export interface Counted {
  readonly person: string;
  readonly type: string;
  readonly times: number;
}

/** Counts what officers stated, record by record: as many numbers as there are officers and kinds of events. */
export class OfficerCounts {
  readonly #times = new Map<string, number>();

  count({ officer, type }: EventFacts): void {
    if (officer === undefined) return;
    const key = `${officer} ${type}`;
    this.#times.set(key, (this.#times.get(key) ?? 0) + 1);
  }

  /** An event that was counted once and is not there. */
  lacks({ person, type, times }: Counted): BadEvent | undefined {
    const found = this.#times.get(`${person} ${type}`) ?? 0;
    if (found >= times) return undefined;
    return {
      what: 'missing',
      expected: `${times} events ${type} by officer ${person}`,
      found: String(found),
      says: 'the count of what each officer did',
    };
  }
}
