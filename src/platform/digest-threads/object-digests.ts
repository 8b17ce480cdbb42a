import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { ThreadPool } from '../../kernel/threads/pool';
import { Digester, type Digest } from '../digest';
import { TornRead, type EvidenceReader } from '../object-store';
import { FewAtOnce } from './few-at-once';
import { fileThreads, NoThread, type ObjectPart } from './file-threads';
import type { DigestTask } from './read-part';

/** Asking another thread takes longer than reading this much here. Bytes. */
const SMALL = 256 * 1024;
/** More would only wait for the disk. */
const MOST_THREADS = 16;
/** Objects that are read in this thread at the same time, so that each waits for the store beside the others. */
const STREAMS = 4;

export interface DigestChoices {
  /** Compiled `thread.entry.ts`. Where it is not there, everything is read in the calling thread. */
  readonly script?: string;
  /** Default: as many as there are cores for this process. */
  readonly threads?: number;
}

type Readers = Pick<EvidenceReader, 'read' | 'openFile'>;
type Task = DigestTask<ObjectPart>;

/** Reads stored objects by all cores: in threads where the store has plain files, else a few at a time in this one. */
export class ObjectDigests {
  constructor(
    private readonly evidence: Readers,
    private readonly choices: DigestChoices = {},
  ) {}

  /** Has threads for the time of one piece of work. @throws the signal's reason once it is aborted, of every reading under way */
  async during<T>(signal: AbortSignal, work: (run: DigestRun) => Promise<T>): Promise<T> {
    signal.throwIfAborted();
    const run = new DigestRun(this.evidence, signal, this.choices);
    const stop = (): void => run.end(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
    try {
      return await work(run);
    } finally {
      signal.removeEventListener('abort', stop);
      run.end();
    }
  }
}

/** See `ObjectDigests.during`. */
export class DigestRun {
  readonly #here = new FewAtOnce(STREAMS);
  readonly #pool: ThreadPool<Task, Digest> | undefined;

  constructor(
    private readonly evidence: Readers,
    private readonly signal: AbortSignal,
    { script = join(__dirname, 'thread.entry.js'), threads = availableParallelism() }: DigestChoices,
  ) {
    if (evidence.openFile === undefined) return;
    const start = fileThreads(script, evidence.openFile.bind(evidence));
    this.#pool = new ThreadPool(start, Math.min(threads, MOST_THREADS));
  }

  /**
   * One reading from the first byte of the first part to the last of the last.
   * @param size about how many bytes they are @param withCrc32 without it, `crc32` may be 0
   * @throws NotFound, TornRead, errors of the store
   */
  async digest(parts: Task['parts'], size: number, withCrc32 = true): Promise<Digest> {
    if (size < SMALL || this.#pool === undefined) return this.#stream(parts);
    try {
      return await this.#pool.run({ parts, withCrc32 }, size);
    } catch (error) {
      if (error instanceof NoThread) return this.#stream(parts);
      throw error;
    }
  }

  end(reason?: Error): void {
    this.#pool?.end(reason);
  }

  #stream(parts: Task['parts']): Promise<Digest> {
    return this.#here.run(async () => {
      const digester = new Digester();
      for (const part of parts) {
        if (part instanceof Uint8Array) digester.update(part);
        else await this.#read(part, digester);
      }
      return digester.finish();
    });
  }

  async #read({ key, start, length, isLast = false }: ObjectPart, digester: Digester): Promise<void> {
    this.signal.throwIfAborted();
    const before = digester.size;
    // Without an end where the object must end: one that has grown is noticed as well as one that has shrunk.
    const end = length === undefined || isLast ? {} : { end: start + length - 1 };
    const range = start === 0 && !('end' in end) ? undefined : { start, ...end };
    const stream = await this.evidence.read(key, range);
    const stop = (): void => void stream.destroy(new Error('it was stopped'));
    // It may have been aborted while the store was asked.
    if (this.signal.aborted) stop();
    this.signal.addEventListener('abort', stop, { once: true });
    try {
      for await (const chunk of stream) digester.update(chunk as Uint8Array);
    } catch (error) {
      this.signal.throwIfAborted();
      throw error;
    } finally {
      this.signal.removeEventListener('abort', stop);
    }
    if (length !== undefined && digester.size - before !== length) throw new TornRead();
  }
}
