export interface HashQuestion {
  readonly number: number;
  readonly file: File;
}

export interface HashAnswer {
  readonly number: number;
  readonly sha256: string | undefined;
}

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

  private ask(file: File): Promise<string | undefined> {
    const number = (this.count += 1);
    return new Promise((resolve) => {
      try {
        this.worker ??= new Worker(this.url, { type: 'module' });
      } catch {
        resolve(undefined);
        return;
      }
      const { worker } = this;
      const done = new AbortController();
      const settle = (sha256: string | undefined): void => {
        done.abort();
        resolve(sha256);
      };
      const listen = { signal: done.signal };
      worker.addEventListener(
        'message',
        ({ data }: MessageEvent<HashAnswer>) => {
          if (data.number === number) settle(data.sha256);
        },
        listen,
      );
      worker.addEventListener('error', () => settle(undefined), listen);
      worker.postMessage({ number, file } satisfies HashQuestion);
    });
  }
}
