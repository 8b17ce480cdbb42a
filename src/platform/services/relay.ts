import type { ClientRequestArgs, IncomingMessage, ServerResponse } from 'node:http';
import { createConnection, isIP, type Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { connect } from 'node:tls';
import { Pieces } from '../../kernel/pieces';
import type { MutualTls } from './mutual-tls';

/** Kept for the next answers that are handed on. */
const PIECES = new Pieces(256 * 1024, 4);

/**
 * The line of one request whose answer is handed on as it comes. All that it brings is read into one buffer, which goes out before more is
 * read. Node's client takes memory twice for each 64 KiB, and lets 32 MiB of it lie; V8 then went through the whole heap again and again,
 * which was two thirds of the processor time of a bundle (docs/performance.md).
 */
export class Relay {
  private readonly piece = PIECES.take();
  private socket: Socket | undefined;
  /** Of the socket itself, once nobody else is to read on. */
  private readOn: () => void = () => undefined;
  private take: ((piece: Buffer) => void) | undefined;
  private isHeld = false;

  constructor(
    private readonly method: string,
    private readonly tls: MutualTls | undefined,
  ) {}

  /** For the request, as its `createConnection`. */
  readonly connect = ({ host, port }: ClientRequestArgs): Socket => {
    const onread = { buffer: this.piece, callback: (length: number): boolean => this.came(length) };
    const to = { host: host ?? '', port: Number(port), onread };
    const name = isIP(to.host) === 0 ? { servername: to.host } : {};
    this.socket = this.tls === undefined ? createConnection(to) : connect({ ...to, ...name, ...this.tls });
    return this.socket;
  };

  /** Reads no further than the head where a body of known length follows. To be called in the event that tells of the answer. */
  hold({ statusCode = 0, headers }: IncomingMessage): void {
    // TLS gives record after record, also when it was told to stop: each would lie where the one before it is still on its way.
    if (this.tls !== undefined) return;
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
    await passed.catch(() => response.destroy());
    // Of a line that is no longer read nothing else would be heard.
    if (this.isHeld) this.socket?.destroy();
  }

  private passHeld(answer: IncomingMessage, response: ServerResponse): Promise<void> {
    let left = Number(answer.headers['content-length']);
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error('one side has gone'));
      const written = (): void => {
        if (left > 0) {
          this.readOn();
          return;
        }
        PIECES.giveBack(this.piece);
        response.end();
        resolve();
      };
      this.take = (piece) => {
        left -= piece.length;
        if (left < 0) gone();
        else response.write(piece, written);
      };
      // It ends with the line, and it is the line that counts.
      answer.on('error', gone);
      this.socket?.once('close', gone);
      response.once('close', gone);
      const first = answer.read() as Buffer | null;
      if (this.socket?.destroyed === true || response.destroyed) gone();
      else if (first === null) this.readOn();
      else this.take(first);
    });
  }

  /** @returns whether to read on */
  private came(length: number): boolean {
    const piece = this.piece.subarray(0, length);
    if (this.take !== undefined) this.take(piece);
    // Node's client keeps what it is given.
    else this.socket?.emit('data', Buffer.from(piece));
    return !this.isHeld;
  }
}
