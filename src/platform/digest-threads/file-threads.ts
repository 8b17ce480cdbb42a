import type { FileHandle } from 'node:fs/promises';
import { nodeThreads } from '../../kernel/threads/node-thread';
import type { StartThread } from '../../kernel/threads/pool';
import type { Digest } from '../digest';
import { TornRead, type EvidenceKey, type EvidenceReader } from '../object-store';
import { TORN, type DigestTask, type FilePart } from './read-part';

/** Bytes of a stored object. */
export interface ObjectPart {
  readonly key: EvidenceKey;
  readonly start: number;
  /** Exactly so many. Without it: to the end of the object. */
  readonly length?: number;
  /** Where `length` is given: the object must end there. */
  readonly isLast?: boolean;
}

export type OpenFile = NonNullable<EvidenceReader['openFile']>;

/** No thread of the script can be had. */
export class NoThread extends Error {
  override readonly name = 'NoThread';
}

async function opened(
  { parts, withCrc32 }: DigestTask<ObjectPart>,
  open: OpenFile,
  files: FileHandle[],
): Promise<DigestTask> {
  const found: (Uint8Array | FilePart)[] = [];
  for (const part of parts) {
    if (part instanceof Uint8Array) {
      found.push(part);
      continue;
    }
    const { key, ...span } = part;
    const file = await open(key);
    files.push(file);
    found.push({ fd: file.fd, ...span });
  }
  return { parts: found, withCrc32 };
}

/** Threads that read stored objects: files are open only while a thread reads them. */
export const fileThreads =
  (script: string, open: OpenFile): StartThread<DigestTask<ObjectPart>, Digest> =>
  (listen) => {
    let files: FileHandle[] = [];
    const close = async (): Promise<void> => {
      for (const file of files.splice(0)) await file.close();
    };
    const fail = async (error: Error): Promise<void> => {
      await close();
      listen({ failed: error.message === TORN ? new TornRead() : error });
    };
    const nobody = (): Promise<void> => fail(new NoThread(script));
    const thread = nodeThreads<DigestTask, Digest>(
      script,
      nobody,
    )((answer) => {
      if ('failed' in answer) void fail(answer.failed);
      else void close().then(() => listen(answer));
    });
    const ask = async (task: DigestTask<ObjectPart>): Promise<void> => {
      const own: FileHandle[] = [];
      try {
        const asked = await opened(task, open, own);
        files = own;
        thread.ask(asked);
      } catch (error) {
        files = own;
        await fail(error instanceof Error ? error : new Error('the object cannot be opened'));
      }
    };
    return {
      ask: (task) => void ask(task),
      stop: () => {
        thread.stop();
        void close();
      },
    };
  };
