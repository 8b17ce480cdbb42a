import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { RequestHandler } from 'express';
import { policyHash } from './views';

/** Of a block that is not compressed (RFC 1951 section 3.2.4). */
const BLOCK_BYTES = 0xffff;
/** RFC 1952 section 2.3: deflate, no name, no time, unknown system. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 255]);

/** Bytes as they are, in blocks; the last of them ends the stream. */
function asTheyAre(bytes: Buffer, isEnd: boolean): Buffer[] {
  const blocks: Buffer[] = [];
  let at = 0;
  do {
    const part = bytes.subarray(at, at + BLOCK_BYTES);
    at += part.length;
    const head = Buffer.alloc(5);
    head[0] = isEnd && at === bytes.length ? 1 : 0;
    head.writeUInt16LE(part.length, 1);
    head.writeUInt16LE(part.length ^ 0xffff, 3);
    blocks.push(head, part);
  } while (at < bytes.length);
  return blocks;
}

/**
 * The style of all pages of an app, which stands in each of them: on a thin line each request costs a page seconds, and what is kept
 * on a device tells where it was.
 */
export class PageStyle {
  private readonly bytes: Buffer;
  /** Ends at a whole byte, and the stream goes on. */
  private readonly deflated: Buffer;

  constructor(readonly text: string) {
    this.bytes = Buffer.from(text);
    this.deflated = deflateRawSync(this.bytes, { level: 9, finishFlush: constants.Z_SYNC_FLUSH });
  }

  get hash(): string {
    return policyHash(this.text);
  }

  /**
   * A page in gzip of which the style alone is compressed, once for all pages. The rest stands as it is: how short it became would
   * tell something of a secret that stands beside words of somebody else's choice (CRIME, BREACH).
   * @returns undefined for a page without the style
   */
  zip(page: string): Buffer | undefined {
    const at = page.indexOf(this.text);
    if (at < 0) return undefined;
    const before = Buffer.from(page.slice(0, at));
    const after = Buffer.from(page.slice(at + this.text.length));
    const end = Buffer.alloc(8);
    end.writeUInt32LE(crc32(after, crc32(this.bytes, crc32(before))), 0);
    end.writeUInt32LE(before.length + this.bytes.length + after.length, 4);
    return Buffer.concat([
      ...[HEADER, ...asTheyAre(before, false)],
      ...[this.deflated, ...asTheyAre(after, true), end],
    ]);
  }

  /** Express middleware: sends pages so where the browser takes gzip. */
  readonly handler: RequestHandler = (request, response, next) => {
    const send = response.send.bind(response);
    response.send = (body: unknown) => {
      const type = response.get('Content-Type') ?? 'text/html; charset=utf-8';
      const mayZip = type.startsWith('text/html') && request.acceptsEncodings('gzip', 'identity') === 'gzip';
      const zipped = mayZip && typeof body === 'string' ? this.zip(body) : undefined;
      if (zipped === undefined) return send(body);
      response.set({ 'Content-Type': type, 'Content-Encoding': 'gzip' }).vary('Accept-Encoding');
      return send(zipped);
    };
    next();
  };
}
