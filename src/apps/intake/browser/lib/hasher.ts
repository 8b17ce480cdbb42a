import { fetchWithin } from '../../../../kernel/fetch-within';
import { worthRetrying } from './api';
import { RETRY_DELAYS } from './sender';

export interface HashQuestion {
  readonly number: number;
  readonly file: File;
}

export interface HashAnswer {
  readonly number: number;
  readonly sha256: string | undefined;
}

/** After so many workers that broke although the line holds, the device cannot do it. */
const MOST_BROKEN = 3;

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A line that died says nothing for minutes. */
const PATIENCE_MS = 10_000;

/** Whether the line holds: a browser does not tell a script that did not come from one that it cannot run. */
const isAnswered = (url: string): Promise<boolean> =>
  fetchWithin(PATIENCE_MS, url, { method: 'HEAD', cache: 'no-store' }).then(
    ({ status }) => !worthRetrying(status),
    () => false,
  );

/** SHA-256 of files, one after the other, away from the page's own thread. */
export class Hasher {
  private worker: Worker | undefined;
  private count = 0;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly url: string) {}

  /** Lower-case hexadecimal; `undefined` where the device cannot do it or read the file. */
  hash(file: File): Promise<string | undefined> {
    const turn = this.last.then(() => this.ask(file));
    this.last = turn;
    return turn;
  }

  /** A worker whose script was lost on the way is begun again for as long as the line is gone: what it was asked would stay open for ever. */
  private async ask(file: File): Promise<string | undefined> {
    let broken = 0;
    for (const delay of RETRY_DELAYS) {
      const answer = await this.askOnce(file);
      if (answer !== undefined) return answer.sha256;
      if (await isAnswered(this.url)) broken += 1;
      if (broken === MOST_BROKEN) break;
      await sleep(delay);
    }
    return undefined;
  }

  /** @returns `undefined` where the worker broke */
  private askOnce(file: File): Promise<HashAnswer | undefined> {
    const number = (this.count += 1);
    return new Promise((resolve) => {
      try {
        this.worker ??= new Worker(this.url, { type: 'module' });
      } catch {
        resolve({ number, sha256: undefined });
        return;
      }
      const { worker } = this;
      const done = new AbortController();
      const listen = { signal: done.signal };
      worker.addEventListener(
        'message',
        ({ data }: MessageEvent<HashAnswer>) => {
          if (data.number !== number) return;
          done.abort();
          resolve(data);
        },
        listen,
      );
      const brokenDown = (): void => {
        done.abort();
        worker.terminate();
        this.worker = undefined;
        resolve(undefined);
      };
      worker.addEventListener('error', brokenDown, listen);
      worker.postMessage({ number, file } satisfies HashQuestion);
    });
  }
}
