import type { ClientRequestArgs, IncomingMessage, ServerResponse } from 'node:http';
import { createConnection, isIP, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { connect } from 'node:tls';
import { onceClosed } from '../../kernel/once-closed';
import { Pieces } from '../../kernel/pieces';
import type { MutualTls } from './mutual-tls';

/** Kept for the next answers that are handed on: for a plain line, and for the records of TLS (RFC 8446, section 5.1), which come one by one. */
const PIECES = new Pieces(256 * 1024, 8);
const RECORDS = new Pieces(2 ** 14, 32);

/**
 * The line of one request whose answer is handed on as it comes. What it brings is read into pieces that go round: one is filled again once it
 * has gone out, and no more is read before. Node's client takes memory twice for each 64 KiB, and lets 32 MiB of it lie; V8 then went
 * through the whole heap again and again, which was two thirds of the processor time of a bundle (docs/performance.md).
 */
export class Relay {
  private readonly pieces: Pieces;
  /** Where the line writes next. */
  private next: Buffer | undefined;
  private socket: Socket | undefined;
  /** Of the socket itself, once nobody else is to read on. */
  private readOn: () => void = () => undefined;
  private take: ((piece: Buffer, length: number) => void) | undefined;
  private isHeld = false;

  constructor(
    private readonly method: string,
    private readonly tls: MutualTls | undefined,
  ) {
    this.pieces = tls === undefined ? PIECES : RECORDS;
  }

  /** For the request, as its `createConnection`. */
  readonly connect = ({ host, port }: ClientRequestArgs): Socket => {
    const onread = {
      // Asked for at first and after each read: TLS gives the rest of what it has also when it was told to stop.
      buffer: (): Buffer => (this.next = this.pieces.take()),
      callback: (length: number, piece: Uint8Array): boolean => this.came(piece as Buffer, length),
    };
    const to = { host: host ?? '', port: Number(port), onread };
    const name = isIP(to.host) === 0 ? { servername: to.host } : {};
    this.socket = this.tls === undefined ? createConnection(to) : connect({ ...to, ...name, ...this.tls });
    return this.socket;
  };

  /** Reads no further than the head where a body of known length follows. To be called in the event that tells of the answer. */
  hold({ statusCode = 0, headers }: IncomingMessage): void {
    const { socket } = this;
    // RFC 9112, section 6.3.
    const hasBody = this.method !== 'HEAD' && ![204, 304].includes(statusCode);
    if (socket === undefined || !hasBody || !(Number(headers['content-length']) > 0)) return;
    const resume = socket.resume.bind(socket);
    this.readOn = (): void => void resume();
    // What reads the answer reads on by itself.
    socket.resume = () => socket;
    this.isHeld = true;
  }

  /** @returns once all of it was handed on, or one side has gone and the other was broken off */
  async pass(answer: IncomingMessage, response: ServerResponse): Promise<void> {
    const passed = this.isHeld ? this.passHeld(answer, response) : pipeline(answer, response);
    const whole = await passed.then(
      () => true,
      () => false,
    );
    if (!whole) response.destroy();
    if (!this.isHeld) return;
    // Of a line that is no longer read nothing else would be heard.
    this.socket?.destroy();
    if (whole && this.next !== undefined) this.pieces.giveBack(this.next);
  }

  private passHeld(answer: IncomingMessage, response: ServerResponse): Promise<void> {
    let left = Number(answer.headers['content-length']);
    let flying = 0;
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error('one side has gone'));
      const handOn = (bytes: Buffer, done: () => void): void => {
        left -= bytes.length;
        if (left < 0) {
          gone();
          return;
        }
        flying += 1;
        response.write(bytes, (error) => {
          if (error != null) {
            gone();
            return;
          }
          done();
          flying -= 1;
          if (flying > 0) return;
          if (left > 0) {
            this.readOn();
            return;
          }
          response.end();
          resolve();
        });
      };
      this.take = (piece, length) => handOn(piece.subarray(0, length), () => this.pieces.giveBack(piece));
      // It ends with the line, and it is the line that counts: by TLS its end may come with the last bytes, while those are on their way.
      const ended = (): void => {
        if (left > 0) gone();
      };
      answer.on('error', ended);
      this.socket?.once('close', ended);
      onceClosed(response, gone);
      const first = answer.read() as Buffer | null;
      if (response.destroyed) gone();
      else if (first !== null) handOn(first, () => undefined);
      else this.readOn();
      if (this.socket?.destroyed === true) ended();
    });
  }

  /** @returns whether to read on */
  private came(piece: Buffer, length: number): boolean {
    if (this.take !== undefined) this.take(piece, length);
    else {
      // Node's client keeps what it is given.
      this.socket?.emit('data', Buffer.from(piece.subarray(0, length)));
      this.pieces.giveBack(piece);
    }
    return !this.isHeld;
  }
}
