import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Request, Response } from 'express';
import { onceClosed } from '../../kernel/once-closed';
import type { Lent, LentPiece, Taken } from '../../kernel/lent';
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
  const source = opened instanceof Readable || piece === undefined ? opened : Readable.from([piece.bytes]);
  return pump(source as Readable | Lent, response, {
    ...{ length, watch: options.watch },
    sha256: length === object.size ? object.sha256 : undefined,
  });
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

/** What a stream gives, as if it were lent: it is closed by whoever destroys the stream. */
function lentBy(source: Readable): Pick<Lent, 'next'> {
  const chunks = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  return {
    next(taken) {
      chunks.next().then(({ done, value }) => taken(null, done === true ? undefined : value), taken);
    },
  };
}

/** The last piece is given only when the whole is right; ObjectDamaged in its place. */
function provenAtTheEnd(lent: Pick<Lent, 'next'>, length: number, sha256: string): Pick<Lent, 'next'> {
  const hash = createHash('sha256');
  let seen = 0;
  return {
    next: (taken) =>
      lent.next((error, piece) => {
        if (piece === undefined) {
          taken(error);
          return;
        }
        hash.update(piece);
        seen += piece.length;
        if (seen > length || (seen === length && hash.digest('hex') !== sha256)) taken(new ObjectDamaged());
        else taken(null, piece);
      }),
  };
}

interface Body {
  /** Bytes. */
  readonly length: number;
  /** What they must be, where they are the whole. */
  readonly sha256: string | undefined;
  readonly watch: SendOptions['watch'];
}

async function pump(
  source: Readable | Lent,
  response: Response,
  { length, sha256, watch }: Body,
): Promise<SendResult> {
  const pieces = source instanceof Readable ? lentBy(source) : source;
  const line = new Line(response, length);
  const result = (end: SendResult['end']): SendResult => ({
    ...{ status: response.statusCode, sent: line.sent, end },
  });
  const stop = (): void => {
    if (source instanceof Readable) source.destroy();
  };
  const right = new AbortController();
  const stay = onceClosed(response, stop);
  const unwatch = watch?.(() => {
    right.abort();
    response.destroy();
  });
  try {
    if (line.isGone) stop();
    await line.sendAll(sha256 === undefined ? pieces : provenAtTheEnd(pieces, length, sha256));
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
    stay();
    unwatch?.();
  }
}

/** A connection to which piece after piece is given, `length` bytes in all. */
class Line {
  /** Bytes that were given to it. */
  sent = 0;
  private then: (() => void) | undefined;

  constructor(
    private readonly response: Response,
    private readonly length: number,
  ) {
    onceClosed(response, this.written);
  }

  get isGone(): boolean {
    return this.response.closed || this.response.destroyed;
  }

  /** Each piece is asked for once the system has the one before it, so that its buffer may be used again. */
  sendAll(pieces: Pick<Lent, 'next'>): Promise<void> {
    return new Promise((resolve, reject) => {
      const give: Taken = (error, piece) => {
        const all = this.sent + (piece?.length ?? 0);
        if (error !== null) reject(error);
        else if (piece === undefined ? all !== this.length : all > this.length)
          reject(new ObjectLengthMismatch(this.length, all));
        else if (piece === undefined) resolve();
        else {
          this.sent = all;
          this.write(piece, () => {
            if (this.isGone) reject(new Error('the client has left'));
            else pieces.next(give);
          });
        }
      };
      pieces.next(give);
    });
  }

  /** Goes on when the system has taken all of it, or the connection is gone. */
  private write(piece: Buffer, then: () => void): void {
    this.then = then;
    this.response.write(piece, this.written);
    if (this.isGone) this.written();
  }

  private readonly written = (): void => {
    const { then } = this;
    this.then = undefined;
    then?.();
  };
}
