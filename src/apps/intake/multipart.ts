import { Busboy, type BusboyFileStream, type BusboyHeaders } from '@fastify/busboy';
import type { Request } from 'express';
import { DomainError } from '../../kernel/errors';

/** The connection broke before the form had arrived whole. */
export class BrokenUpload extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'broken-upload';
  constructor(options?: ErrorOptions) {
    super('The connection broke before everything had arrived. Please add the file again.', options);
  }
}

type FileHandler = (name: string, bytes: AsyncIterable<Uint8Array>) => Promise<void>;

/** The bytes of a file in a form, without destroying the stream when its reader gives up: the rest is skipped. */
const bytesOf = (file: BusboyFileStream): AsyncIterable<Uint8Array> =>
  file.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;

/**
 * Streams the files of a multipart form (RFC 7578) to `each`, one after the other; memory stays flat. A handler that
 * gives up half way lets the others go on; an input without a chosen file is passed over.
 * @throws BrokenUpload when the form does not end as it should; what a handler throws
 */
export async function receiveFiles(request: Request, limitFiles: number, each: FileHandler): Promise<void> {
  const parser = Busboy({
    headers: request.headers as BusboyHeaders,
    preservePath: true,
    limits: { files: limitFiles, fields: 20, fieldSize: 1024, headerSize: 16 * 1024 },
  });
  let current: BusboyFileStream | undefined;
  let work = Promise.resolve();
  const handle = async (file: BusboyFileStream, name: string): Promise<void> => {
    try {
      await each(name, bytesOf(file));
    } finally {
      file.resume();
    }
  };
  const parsed = new Promise<void>((resolve, reject) => {
    const broken = (cause: unknown): void => {
      current?.destroy(new BrokenUpload({ cause }));
      reject(new BrokenUpload({ cause }));
    };
    parser.on('file', (_field, file, name) => {
      current = file;
      file.on('error', broken);
      if (name === '' || (name as string | undefined) === undefined) file.resume();
      else work = work.then(() => handle(file, name));
      work.catch(reject);
    });
    parser.once('finish', resolve);
    parser.once('error', broken);
    request.once('close', () => {
      if (!request.complete) broken(new Error('the request was cut off'));
    });
    request.once('error', broken);
  });
  request.pipe(parser);
  try {
    await parsed;
  } finally {
    request.unpipe(parser);
    await work;
  }
}
