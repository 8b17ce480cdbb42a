import { randomBytes } from 'node:crypto';
import { request, type ClientRequest, type IncomingHttpHeaders } from 'node:http';
import { opened } from './neutral';
import type { IssuedInvitation } from '../../../../src/features/invitations';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** As it came, with the addresses that a browser is given. */
  readonly body: Buffer;
  /** Of a page without the style that stands in it, and with plain addresses: `headers.location` holds one, too. */
  readonly text: string;
  /** Where a browser is led. */
  readonly location?: string | undefined;
}

export interface FileState {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly arrivedBytes: number;
  readonly state: string;
}

interface Sending {
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
}

/** What she is shown and asked before her diary opens. */
export const FIRST_STEPS: readonly (readonly [string, Record<string, string>])[] = [
  ['/notice', { agree: 'yes' }],
  ['/start/questions', { setUp: 'me', others: 'nobody', decides: 'self' }],
];

const withoutStyle = (text: string): string => text.replace(/<style>[^<]*<\/style>/, '<style></style>');

const TUS = { 'Tus-Resumable': '1.0.0' };

/** A browser without JavaScript, and a tus client: one cookie jar, no redirect followed by itself. */
export class VisitorBrowser {
  cookie = '';

  constructor(readonly base: string) {}

  /** Begins a request; the caller writes the body. */
  open(
    method: string,
    path: string,
    headers: Record<string, string>,
  ): { sent: ClientRequest; answer: Promise<Answer> } {
    const own = { Origin: this.base, Accept: 'text/html', ...(this.cookie && { Cookie: this.cookie }) };
    const sent = request(new URL(path, this.base), { method, headers: { ...own, ...headers }, agent: false });
    const answer = new Promise<Answer>((resolve, reject) => {
      sent.on('error', reject).on('response', (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part)).on('error', reject);
        incoming.on('end', () => {
          const body = Buffer.concat(parts);
          const status = incoming.statusCode ?? 0;
          resolve({ status, headers: incoming.headers, body, text: withoutStyle(body.toString()) });
        });
      });
    });
    answer.catch(() => undefined);
    return { sent, answer };
  }

  async send(method: string, path: string, { headers = {}, body }: Sending = {}): Promise<Answer> {
    const { sent, answer } = this.open(method, path, {
      ...headers,
      ...(body !== undefined && { 'Content-Length': String(Buffer.byteLength(body)) }),
    });
    sent.end(body);
    const before = this.cookie;
    const got = await answer;
    // The session's alone: by the other one a browser is known again, and nothing is opened by it.
    const ofSession = got.headers['set-cookie']?.find((cookie) => !/^\S*lintel-device=/.test(cookie));
    const set = ofSession?.split(';')[0];
    if (set !== undefined) this.cookie = set.endsWith('=') ? '' : set;
    const plain = (text: string): string => opened(text, this.cookie || before);
    const { location } = got.headers;
    const withPlain = location === undefined ? got.headers : { ...got.headers, location: plain(location) };
    return { ...got, headers: withPlain, text: plain(got.text), location };
  }

  get(path: string, headers?: Record<string, string>): Promise<Answer> {
    return this.send('GET', path, { ...(headers && { headers }) });
  }

  post(path: string, fields: Record<string, string> = {}): Promise<Answer> {
    const body = new URLSearchParams(fields).toString();
    return this.send('POST', path, {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body,
    });
  }

  /** Link, code, first questions and notice: ready to write and to add files. */
  async enter({ link, code }: Pick<IssuedInvitation, 'link' | 'code'>): Promise<void> {
    const entered = await this.post(new URL(link).pathname, { code });
    if (entered.status !== 303) throw new Error(`not let in: ${entered.status}`);
    for (const [path, fields] of FIRST_STEPS) await this.post(path, fields);
  }

  /** The plain form. */
  upload(files: readonly { name: string; bytes: Buffer }[]): Promise<Answer> {
    const { type, body } = multipart(files);
    return this.send('POST', '/files', { headers: { 'Content-Type': type }, body });
  }

  async files(): Promise<FileState[]> {
    const answer = await this.get('/files.json', { Accept: 'application/json' });
    return (JSON.parse(answer.text) as { files: FileState[] }).files;
  }

  create(name: string, size: number | string, headers: Record<string, string> = {}): Promise<Answer> {
    const metadata = `filename ${Buffer.from(name).toString('base64')}`;
    return this.send('POST', '/upload', {
      headers: { ...TUS, 'Upload-Length': String(size), 'Upload-Metadata': metadata, ...headers },
    });
  }

  async offset(location: string): Promise<number> {
    const answer = await this.send('HEAD', location, { headers: TUS });
    return answer.status === 200 ? Number(answer.headers['upload-offset']) : -answer.status;
  }

  patch(location: string, offset: number, body: Buffer): Promise<Answer> {
    return this.send('PATCH', location, { headers: { ...patchHeaders(offset) }, body });
  }

  terminate(location: string): Promise<Answer> {
    return this.send('DELETE', location, { headers: TUS });
  }

  /** A whole upload in parts; gives the clip's id. */
  async uploadByTus(name: string, bytes: Buffer, part = bytes.length): Promise<string> {
    const created = await this.create(name, bytes.length);
    const location = created.headers.location ?? '';
    for (let at = 0; at < bytes.length; at += part) {
      const { status } = await this.patch(location, at, bytes.subarray(at, at + part));
      if (status !== 204) throw new Error(`part refused: ${status}`);
    }
    return location.split('/').at(-1) ?? '';
  }
}

export const patchHeaders = (offset: number): Record<string, string> => ({
  ...TUS,
  'Upload-Offset': String(offset),
  'Content-Type': 'application/offset+octet-stream',
});

/** A form as browsers send it (RFC 7578), with names raw in UTF-8. */
export function multipart(files: readonly { name: string; bytes: Buffer }[]): { type: string; body: Buffer } {
  const boundary = `----test${randomBytes(8).toString('hex')}`;
  const parts = files.flatMap(({ name, bytes }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="${name.replaceAll('"', '%22')}"\r\n` +
        'Content-Type: video/mp4\r\n\r\n',
    ),
    bytes,
    Buffer.from('\r\n'),
  ]);
  const body = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]);
  return { type: `multipart/form-data; boundary=${boundary}`, body };
}
