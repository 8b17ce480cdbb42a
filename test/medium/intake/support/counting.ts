import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Client } from 'pg';

interface Asked {
  readonly line: unknown;
  readonly text: string;
  /** Nothing that was asked before on this line was still to be answered: it is waited for by itself. */
  readonly isAlone: boolean;
}

/** What a request costs in waiting. */
export interface Waits {
  /** Statements, or groups that are asked at once, that wait for PostgreSQL. */
  readonly roundTrips: number;
  /** Transactions that write or lock: each of their commits waits for the disk. */
  readonly commits: number;
  /** Asks of the disk for bytes, names and folders. */
  readonly syncs: number;
}

const WRITES =
  /\bFOR (NO KEY )?UPDATE\b|^(INSERT|UPDATE|DELETE)\b|lintel\.(open_draft|remove_draft_clip|set_removed)|custody\.append|pg_notify/;

const textOf = (asked: unknown): string =>
  typeof asked === 'string' ? asked : ((asked as { readonly text?: string } | undefined)?.text ?? '');

/** Counts what this process asks. To be made before any client of PostgreSQL is: each has the function that stands there then. */
export class Counting {
  private asked: Asked[] = [];
  private readonly open = new Map<unknown, number>();

  constructor() {
    const query = Object.getOwnPropertyDescriptor(Client.prototype, 'query')?.value as (
      this: Client,
      ...parts: unknown[]
    ) => unknown;
    const { asked, change } = { asked: (one: Asked) => this.asked.push(one), change: this.change.bind(this) };
    const isIdle = (line: unknown): boolean => (this.open.get(line) ?? 0) === 0;
    jest.spyOn(Client.prototype, 'query').mockImplementation(function counted(
      this: Client,
      ...parts: unknown[]
    ) {
      asked({ line: this, text: textOf(parts[0]), isAlone: isIdle(this) });
      const answer = query.apply(this, parts);
      if (!(answer instanceof Promise)) return answer as never;
      change(this, 1);
      void answer.catch(() => undefined).then(() => change(this, -1));
      return answer as never;
    });
  }

  async of(work: () => Promise<unknown>): Promise<Waits & { readonly texts: readonly string[] }> {
    const file = await open(tmpdir());
    const handle = Object.getPrototypeOf(file) as FileHandle;
    await file.close();
    const spies = [jest.spyOn(handle, 'sync'), jest.spyOn(handle, 'datasync')];
    this.asked = [];
    try {
      await work();
      return {
        roundTrips: this.asked.filter(({ isAlone }) => isAlone).length,
        commits: this.commits(),
        syncs: spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0),
        texts: this.asked.map(({ text }) => text),
      };
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
  }

  private change(line: unknown, by: number): void {
    this.open.set(line, (this.open.get(line) ?? 0) + by);
  }

  private commits(): number {
    const writing = new Map<unknown, boolean>();
    let count = 0;
    for (const { text, line } of this.asked) {
      if (text.startsWith('START TRANSACTION')) writing.set(line, false);
      else if (WRITES.test(text)) writing.set(line, true);
      else if (text === 'COMMIT' && writing.get(line) === true) count += 1;
    }
    return count;
  }
}
