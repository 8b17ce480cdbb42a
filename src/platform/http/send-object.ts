import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import type { Lent, LentPiece } from '../../kernel/lent';
import { evaluatePreconditions, rangeStillApplies } from './conditional';
import { contentDisposition } from './content-disposition';
import { type ByteRange, chooseRange } from './range';

/** Something of known size and content that can be read from any byte. */
export interface SendableObject {
  /** Bytes. */
  readonly size: number;
  /** Strong entity tag without quotes: the same tag promises the same bytes. It states no hash that was not read with them. */
  readonly etag: string;
  /** What the whole must be: its last bytes are sent only when it is. Parts cannot be compared. */
  readonly sha256?: string;
  readonly lastModified?: Date;
  readonly contentType: string;
  readonly filename?: string;
  /** Default `inline`. */
  readonly disposition?: 'inline' | 'attachment';
  /** It is made as it is read, so only from its first byte on: ranges are not offered. */
  readonly whole?: true;
  /** Exactly the bytes of `range`, a short part perhaps at once; called at most once, and never for an empty object. */
  open(range: ByteRange): Promise<Readable | LentPiece | Lent>;
}

export interface SendOptions {
  /**
   * Begins when bytes begin to flow piece by piece, and calls `cut` when the right to read ends: the stream is cut in the middle and the
   * client sees a broken transfer. @returns how to stop it
   */
  readonly watch?: (cut: () => void) => () => void;
}

/** How it ended. `sent` counts body bytes handed to the connection. */
export interface SendResult {
  readonly status: number;
  readonly sent: number;
  readonly end: 'complete' | 'client-left' | 'cut';
}

/** The source gave other than the promised number of bytes: the store and its record disagree. */
class ObjectLengthMismatch extends Error {
  constructor(
    readonly expected: number,
    readonly found: number,
  ) {
    super(`expected ${expected} bytes from the object, found ${found}`);
    this.name = 'ObjectLengthMismatch';
  }
}

/** The bytes are not those that were stored: the transfer was broken off before its end. */
export class ObjectDamaged extends Error {
  constructor() {
    super('the object is not what its record says');
    this.name = 'ObjectDamaged';
  }
}

/**
 * Answers GET or HEAD for an object: validators, one range (see `chooseRange`), exact Content-Length, streaming with
 * back-pressure. The source is destroyed when the client leaves or `signal` aborts.
 * @throws what `open` throws, before any byte is sent; ObjectLengthMismatch, ObjectDamaged or a read error after the connection was cut.
 */
export async function sendObject(
  request: Request,
  response: Response,
  object: SendableObject,
  options: SendOptions = {},
): Promise<SendResult> {
  describe(response, object);
  const precondition = evaluatePreconditions(request.headers, object.etag, object.lastModified);
  if (precondition === 'not-modified') return finish(response, 304);
  if (precondition === 'failed') return finish(response, 412);

  // Range is defined for GET alone (RFC 9110 section 14.2).
  const applies =
    request.method === 'GET' &&
    object.whole !== true &&
    rangeStillApplies(request.get('If-Range'), object.etag);
  const choice = chooseRange(applies ? request.headers.range : undefined, object.size);
  if (choice.kind === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${object.size}`);
    return finish(response, 416);
  }
  const range = choice.kind === 'part' ? choice.range : { start: 0, end: object.size - 1 };
  const length = range.end - range.start + 1;
  const bodiless = request.method === 'HEAD' || length === 0;
  const opened = bodiless ? undefined : await object.open(range);
  const piece = opened !== undefined && 'giveBack' in opened ? opened : undefined;
  if (piece !== undefined && piece.bytes.length !== length)
    throw new ObjectLengthMismatch(length, piece.bytes.length);
  if (choice.kind === 'part') {
    response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${object.size}`);
  }
  response.status(choice.kind === 'part' ? 206 : 200);
  response.setHeader('Content-Type', object.contentType);
  response.setHeader(
    'Content-Disposition',
    contentDisposition(object.disposition ?? 'inline', object.filename),
  );
  response.setHeader('Content-Length', length);
  if (opened === undefined) {
    response.end();
    return { status: response.statusCode, sent: 0, end: 'complete' };
  }
  const checked = length === object.size && object.sha256 !== undefined;
  if (piece !== undefined && !checked) {
    // Given back once the system has all of it, or asks for no more of it since the line is closed.
    response.end(piece.bytes, () => piece.giveBack());
    return { status: response.statusCode, sent: length, end: 'complete' };
  }
  const source = piece === undefined ? (opened as Readable | Lent) : Readable.from([piece.bytes]);
  const bytes = source as AsyncIterable<Buffer>;
  const body = checked ? provenAtTheEnd(bytes, length, object.sha256 ?? '') : bytes;
  return pump(source, body, response, length, options.watch);
}

function describe(response: Response, object: SendableObject): void {
  response.setHeader('Accept-Ranges', object.whole === true ? 'none' : 'bytes');
  response.setHeader('ETag', `"${object.etag}"`);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  if (object.lastModified !== undefined) {
    response.setHeader('Last-Modified', object.lastModified.toUTCString());
  }
}

function finish(response: Response, status: number): SendResult {
  response.status(status);
  if (status !== 304) response.setHeader('Content-Length', 0);
  response.end();
  return { status, sent: 0, end: 'complete' };
}

/** The last piece is given only when the whole is right. @throws ObjectDamaged in its place */
async function* provenAtTheEnd(
  bytes: AsyncIterable<Buffer>,
  length: number,
  sha256: string,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  let seen = 0;
  for await (const chunk of bytes) {
    if (seen >= length) throw new ObjectDamaged();
    hash.update(chunk);
    seen += chunk.length;
    if (seen >= length && hash.digest('hex') !== sha256) throw new ObjectDamaged();
    yield chunk;
  }
}

async function pump(
  source: Readable | Lent,
  body: AsyncIterable<Buffer>,
  response: Response,
  length: number,
  watch: SendOptions['watch'],
): Promise<SendResult> {
  let sent = 0;
  const result = (end: SendResult['end']): SendResult => ({ status: response.statusCode, sent, end });
  const line = new Line(response);
  const stop = (): void => {
    if (source instanceof Readable) source.destroy();
  };
  const right = new AbortController();
  response.once('close', stop);
  const unwatch = watch?.(() => {
    right.abort();
    response.destroy();
  });
  try {
    if (line.isGone) stop();
    for await (const chunk of body) {
      if (sent + chunk.length > length) throw new ObjectLengthMismatch(length, sent + chunk.length);
      sent += chunk.length;
      await line.write(chunk);
      if (line.isGone) throw new Error('the client has left');
    }
    if (sent !== length) throw new ObjectLengthMismatch(length, sent);
    response.end();
    return result('complete');
  } catch (error) {
    if (right.signal.aborted) return result('cut');
    if (line.isGone) return result('client-left');
    response.destroy();
    throw error;
  } finally {
    if (source instanceof Readable) source.destroy();
    else await source.close();
    response.off('close', stop);
    unwatch?.();
  }
}

/** A connection to which piece after piece is given. */
class Line {
  private done: () => void = () => undefined;

  constructor(private readonly response: Response) {
    response.once('close', () => this.done());
  }

  get isGone(): boolean {
    return this.response.closed || this.response.destroyed;
  }

  /** Resolves when the system has taken all of it, so that its buffer may be used again, or when the connection is gone. */
  write(chunk: Buffer): Promise<void> {
    return new Promise((resolve) => {
      this.done = resolve;
      this.response.write(chunk, () => resolve());
      if (this.isGone) resolve();
    });
  }
}
