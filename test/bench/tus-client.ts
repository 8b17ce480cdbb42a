import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Agent, request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MiB = 1024 ** 2;
const TUS = { 'Tus-Resumable': '1.0.0' };
const PATCH = { 'Content-Type': 'application/offset+octet-stream' };

/** Where uploads go to, and as whom. */
export interface TusTarget {
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
}

interface Answer {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One client on one connection, which brings the same file again and again. */
export class TusClient {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly target: TusTarget,
    private readonly file: string,
    private readonly size: number,
  ) {}

  /**
   * In one request, by curl: a client that takes little of the processors from whom it sends to.
   * @param sha256 what the device found, in Base64
   */
  async uploadWhole(sha256: string): Promise<string> {
    const place = await this.create();
    const headers = {
      ...{ ...TUS, ...this.target.headers, ...PATCH, 'Upload-Offset': '0', Expect: '' },
      'Content-Digest': `sha-256=:${sha256}:`,
    };
    const lines = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
    const url = new URL(place, this.target.base).href;
    await run('curl', ['-sS', '--fail', '-o', '/dev/null', '-X', 'PATCH', ...lines, '-T', this.file, url]);
    return place;
  }

  /** @param part bytes of one request @returns where it is, when its last byte has been acknowledged */
  async upload(part = this.size): Promise<string> {
    const place = await this.create();
    for (let start = 0; start < this.size; start += part) {
      const end = Math.min(this.size, start + part) - 1;
      const headers = {
        ...PATCH,
        'Upload-Offset': String(start),
        'Content-Length': String(end - start + 1),
      };
      await this.ask(
        'PATCH',
        place,
        headers,
        createReadStream(this.file, { start, end, highWaterMark: MiB }),
      );
    }
    return place;
  }

  /** Says beforehand that so many come, as the victim's page does. @returns their places */
  async choose(count: number): Promise<string[]> {
    const files = Array.from({ length: count }, (_, index) => ({
      ...{ name: `RingVideo_${index}.MP4`, size: this.size, modified: null, fingerprint: null },
    }));
    const body = Buffer.from(JSON.stringify({ files }));
    const headers = { 'Content-Type': 'application/json', 'X-Requested-With': 'bench' };
    const answer = await this.ask(
      'POST',
      '/files/chosen',
      { ...headers, 'Content-Length': String(body.length) },
      Readable.from([body]),
    );
    const { ids } = JSON.parse(answer.text) as { ids: string[] };
    return ids.map((id) => `/upload/${id}`);
  }

  /** All of a file that was chosen, with what the device found, in one request. */
  async uploadAtOnce(place: string, sha256: string): Promise<void> {
    const headers = {
      ...{ ...PATCH, 'Upload-Offset': '0', 'Content-Length': String(this.size) },
      'Content-Digest': `sha-256=:${sha256}:`,
    };
    await this.ask('PATCH', place, headers, createReadStream(this.file, { highWaterMark: MiB }));
  }

  private async create(): Promise<string> {
    const name = Buffer.from('RingVideo_20260301_221500.MP4').toString('base64');
    const created = await this.ask('POST', '/upload', {
      'Upload-Length': String(this.size),
      'Upload-Metadata': `filename ${name}`,
    });
    return created.headers.location ?? '';
  }

  async remove(place: string): Promise<void> {
    this.close();
    await this.ask('DELETE', place, {});
  }

  /** Gives up its connection, which a server may close at any moment once it was idle; the next request makes another. */
  close(): void {
    this.agent.destroy();
  }

  private async ask(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: Readable,
  ): Promise<Answer> {
    const sent = request(new URL(path, this.target.base), {
      method,
      agent: this.agent,
      headers: { ...TUS, ...this.target.headers, ...headers },
    });
    if (body === undefined) sent.end();
    else body.pipe(sent);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    const said = await text(answer);
    const status = answer.statusCode ?? 0;
    if (status >= 300) throw new Error(`${method} ${path} answered ${status}`);
    return { headers: answer.headers, text: said };
  }
}

export interface BareTus {
  readonly target: TusTarget;
  readonly pid: number;
  /** Takes an upload away before the kernel has written it, so that others need not wait for that. */
  forget(place: string): Promise<void>;
  stop(): void;
}

export async function startBareTus(folder: string): Promise<BareTus> {
  const child = spawn(process.execPath, [join(__dirname, 'bare-tus.mjs'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    target: { base: `http://127.0.0.1:${port.toString().trim()}`, headers: {} },
    pid: child.pid ?? 0,
    forget: async (place) => {
      const path = join(folder, place.split('/').at(-1) ?? '');
      for (const one of [path, `${path}.json`]) await rm(one);
    },
    stop: () => void child.kill('SIGKILL'),
  };
}
