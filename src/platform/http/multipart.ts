import { AsyncResource } from 'node:async_hooks';
import { Busboy, type BusboyFileStream, type BusboyHeaders } from '@fastify/busboy';
import type { Request } from 'express';
import { DomainError } from '../../kernel/errors';
import { asSeen } from './legible';

/** The connection broke before the form had arrived whole. */
export class BrokenUpload extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'broken-upload';
  constructor(options?: ErrorOptions) {
    super('The connection broke before everything had arrived. Please add the file again.', options);
  }
}

/** It says that it is a form with files, and not where its parts begin; or it is something else. */
class NotAFileForm extends DomainError {
  readonly kind = 'invalid';
  readonly code = 'not-a-file-form';
  constructor(options?: ErrorOptions) {
    super('This is not a form with files. Please go back and choose the file again.', options);
  }
}

type FileHandler = (
  name: string,
  bytes: AsyncIterable<Uint8Array>,
  /** Fields that stood before the file in the form. */
  fields: Readonly<Record<string, string>>,
) => Promise<void>;

const FIELD_BYTES = 16 * 1024;

/** The bytes of a file in a form, without destroying the stream when its reader gives up: the rest is skipped. */
const bytesOf = (file: BusboyFileStream): AsyncIterable<Uint8Array> =>
  file.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;

type Fields = Record<string, string>;

/** What is typed, as it will be read; of each name the last. A name that means something to objects is one of a field here. */
function takeFields(parser: InstanceType<typeof Busboy>): Fields {
  const fields: Fields = {};
  parser.on('field', (field, text) => {
    const value = asSeen(text);
    Object.defineProperty(fields, field, { value, enumerable: true, configurable: true, writable: true });
  });
  return fields;
}

/** @throws NotAFileForm */
function parserFor(headers: Request['headers'], limitFiles: number): InstanceType<typeof Busboy> {
  try {
    return Busboy({
      headers: headers as BusboyHeaders,
      preservePath: true,
      limits: { files: limitFiles, fields: 20, fieldSize: FIELD_BYTES, headerSize: 16 * 1024 },
    });
  } catch (cause) {
    // It refuses headers alone, which are the client's.
    throw new NotAFileForm({ cause });
  }
}

const ESCAPED: Readonly<Record<string, string>> = { '%22': '"', '%0D': '\r', '%0A': '\n' };

/**
 * The name as the sender's device has it. Browsers write these three characters of a name in this way, and no others (HTML standard,
 * "multipart/form-data encoding algorithm"); the page's script sends them as they are, and one file must not have two names.
 * A name that really holds "%22" comes just the same, and cannot be told apart: a quotation mark is far more likely.
 */
const nameSaid = (name: string): string =>
  name.replace(/%22|%0D|%0A/g, (escaped) => ESCAPED[escaped] ?? escaped);

/**
 * Streams the files of a multipart form (RFC 7578) to `each`, one after the other; memory stays flat. A handler that
 * gives up half way lets the others go on; an input without a chosen file is passed over.
 * @returns all fields of the form, of each name the last
 * @throws NotAFileForm; BrokenUpload when the form does not end as it should; what a handler throws
 */
export async function receiveFiles(
  request: Request,
  limitFiles: number,
  each: FileHandler,
): Promise<Readonly<Record<string, string>>> {
  const parser = parserFor(request.headers, limitFiles);
  const fields = takeFields(parser);
  let current: BusboyFileStream | undefined;
  let work = Promise.resolve();
  // Bytes come in from the line, which knows of no request: who acts is bound to where the form was asked for.
  const handle = AsyncResource.bind(async (file: BusboyFileStream, name: string): Promise<void> => {
    try {
      await each(name, bytesOf(file), { ...fields });
    } finally {
      file.resume();
    }
  });
  const parsed = new Promise<void>((resolve, reject) => {
    const broken = (cause: unknown): void => {
      current?.destroy(new BrokenUpload({ cause }));
      reject(new BrokenUpload({ cause }));
    };
    parser.on('file', (_field, file, name) => {
      current = file;
      file.on('error', broken);
      if (name === '' || (name as string | undefined) === undefined) file.resume();
      else work = work.then(() => handle(file, nameSaid(name)));
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
  return fields;
}

/**
 * The fields of a multipart form that stand before its first file, for whoever takes no file. The rest is passed over as it comes.
 * @throws NotAFileForm; BrokenUpload when it ends before that
 */
export async function receiveFields(request: Request): Promise<Readonly<Record<string, string>>> {
  const parser = parserFor(request.headers, 1);
  const fields = takeFields(parser);
  try {
    await new Promise<void>((resolve, reject) => {
      const broken = (cause?: unknown): void => reject(new BrokenUpload({ cause }));
      parser.once('file', (_field, file) => {
        file.on('error', () => file.resume());
        resolve();
      });
      parser.once('finish', resolve);
      parser.on('error', broken);
      request.once('close', broken);
      request.once('error', broken);
      request.pipe(parser);
    });
  } finally {
    request.unpipe(parser);
    request.resume();
  }
  return fields;
}
