import { createHash, randomBytes, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Config } from '../../../config';
import type { Clock } from '../../../kernel/clock';
import {
  checkToken,
  timeStampRequest,
  TokenRefused,
  tokenOf,
  type TimeStamp,
} from '../../../platform/time-stamps';

/** Bytes. A token with its certificates has some 3 to 8 kB. */
const MAX_REPLY = 128 * 1024;
const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** @throws Error when the file cannot be read or holds no certificate */
export async function readRoots(file: string | undefined): Promise<X509Certificate[]> {
  if (file === undefined) return [];
  const found = (await readFile(file, 'utf8')).match(PEM) ?? [];
  if (found.length === 0) throw new Error('TSA_CA_FILE holds no certificate in PEM form.');
  return found.map((pem) => new X509Certificate(pem));
}

/** 128 random bits as a positive integer of fixed length: the first byte lies between 1 and 127. */
function newNonce(): Buffer {
  const nonce = randomBytes(17);
  nonce.writeUInt8((nonce.readUInt8(0) % 127) + 1, 0);
  return nonce;
}

async function readLimited(answer: Response): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_REPLY) throw new TokenRefused('not a time stamp reply');
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

/** A time stamping authority over HTTP (RFC 3161 section 3.4). */
export class TimeStampAuthority {
  constructor(
    private readonly url: string,
    private readonly roots: readonly X509Certificate[],
    private readonly timeoutMs: number,
    private readonly clock: Clock,
  ) {}

  /** `undefined` when no authority is configured. */
  static async from(settings: Config['timestamps'], clock: Clock): Promise<TimeStampAuthority | undefined> {
    if (settings.url === undefined) return undefined;
    const roots = await readRoots(settings.caFile);
    return new TimeStampAuthority(settings.url, roots, settings.timeoutSeconds * 1_000, clock);
  }

  /** Asks for a token over SHA-256 of `data`, and checks it. @throws TokenRefused */
  async stamp(data: Uint8Array, signal?: AbortSignal): Promise<TimeStamp> {
    const imprint = createHash('sha256').update(data).digest();
    const nonce = newNonce();
    const reply = await this.ask(timeStampRequest(imprint, nonce), signal);
    return checkToken(tokenOf(reply), { imprint, nonce, roots: this.roots, now: this.clock.now() });
  }

  private async ask(request: Buffer, signal?: AbortSignal): Promise<Buffer> {
    const deadline = AbortSignal.timeout(this.timeoutMs);
    try {
      const answer = await fetch(this.url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/timestamp-query', Accept: 'application/timestamp-reply' },
        body: new Uint8Array(request),
        redirect: 'error',
        signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
      });
      const type = answer.headers.get('Content-Type')?.split(';')[0]?.trim().toLowerCase();
      if (answer.status !== 200 || type !== 'application/timestamp-reply') {
        await answer.body?.cancel();
        throw new TokenRefused('not a time stamp reply');
      }
      return await readLimited(answer);
    } catch (cause) {
      if (cause instanceof TokenRefused) throw cause;
      throw new TokenRefused('no answer', { cause });
    }
  }
}
