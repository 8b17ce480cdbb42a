import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { INTERNAL_SECRET_HEADER } from '../../config';
import type { ArchiveInput } from '../../features/disclosure/archive';

/** A plan names every file of a bundle: some hundred bytes each. */
const MAX_ANSWER = 64 * 1024 ** 2;
/** Silence for so long ends a question. Milliseconds. */
const SILENCE_MS = 30_000;

/** The workspace said no: its answer is the recipient's. */
export class WorkspaceRefused extends Error {
  constructor(
    readonly status: number,
    readonly contentType: string,
    readonly body: Buffer,
  ) {
    super(`the workspace answered ${status}`);
    this.name = 'WorkspaceRefused';
  }
}

async function bodyOf(answer: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER) throw new Error('the answer of the workspace is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

interface Answer {
  readonly status: number;
  /** Without quotes; empty where there is none. */
  readonly etag: string;
  readonly body: Buffer;
}

/** The archive of a bundle; `input` is left out where it was said to be known. */
export interface Planned {
  readonly bundle: string;
  readonly input: ArchiveInput | undefined;
}

/** What only the workspace can say: who may have what. Reached by a socket that no other user of the machine can open. */
export class WorkspaceClient {
  constructor(private readonly socketPath: string) {}

  /** @param known bundles of which the plan is known @throws WorkspaceRefused when the session is none */
  async plan(authorization: string, known: readonly string[]): Promise<Planned> {
    const tags = known.map((bundle) => `"${bundle}"`).join(', ');
    const headers = known.length === 0 ? {} : { 'if-none-match': tags };
    const answer = await this.call('GET', '/recipient/plan', authorization, { headers });
    const bundle = answer.etag;
    if (answer.status === 304) return { bundle, input: undefined };
    const plan = JSON.parse(answer.body.toString()) as Omit<ArchiveInput, 'sealedAt'> & { sealedAt: string };
    return { bundle, input: { ...plan, sealedAt: new Date(plan.sealedAt) } };
  }

  /** Has it logged, before the first byte. @throws WorkspaceRefused */
  async begin(authorization: string, asksForAll: boolean): Promise<void> {
    await this.call('POST', '/recipient/downloads', authorization, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ all: asksForAll }),
    });
  }

  /** @throws WorkspaceRefused once the link, the session or the bundle has ended */
  async stillMay(authorization: string): Promise<void> {
    await this.call('GET', '/recipient/standing', authorization);
  }

  /** Passes a request on as it is, and the answer back. */
  async forward(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url: path, headers: all } = request;
    // Intake's proof is for this process alone.
    const headers = Object.fromEntries(
      Object.entries(all).filter(([name]) => name !== INTERNAL_SECRET_HEADER),
    );
    const answer = await new Promise<IncomingMessage>((resolve, reject) => {
      const asked = ask({ socketPath: this.socketPath, method, path, headers, timeout: SILENCE_MS }, resolve);
      asked.on('timeout', () => asked.destroy(new Error('the workspace is silent')));
      asked.on('error', reject);
      request.pipe(asked);
    });
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    await pipeline(answer, response);
  }

  private call(
    method: string,
    path: string,
    authorization: string,
    { headers: own = {}, body }: { readonly headers?: Record<string, string>; readonly body?: string } = {},
  ): Promise<Answer> {
    const headers = { authorization, ...own };
    return new Promise((resolve, reject) => {
      const asked = ask(
        { socketPath: this.socketPath, method, path, headers, timeout: SILENCE_MS },
        (answer) => {
          bodyOf(answer).then((found) => {
            const status = answer.statusCode ?? 502;
            const etag = (answer.headers.etag ?? '').replaceAll('"', '');
            if (status < 300 || status === 304) resolve({ status, etag, body: found });
            else reject(new WorkspaceRefused(status, answer.headers['content-type'] ?? 'text/plain', found));
          }, reject);
        },
      );
      asked.on('timeout', () => asked.destroy(new Error('the workspace is silent')));
      asked.on('error', reject);
      asked.end(body);
    });
  }
}
