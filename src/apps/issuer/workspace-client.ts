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

/** What only the workspace can say: who may have what. Reached by a socket that no other user of the machine can open. */
export class WorkspaceClient {
  constructor(private readonly socketPath: string) {}

  /** @throws WorkspaceRefused when the session is none */
  async plan(authorization: string): Promise<ArchiveInput> {
    const text = (await this.call('GET', '/recipient/plan', authorization)).toString();
    const plan = JSON.parse(text) as Omit<ArchiveInput, 'sealedAt'> & { sealedAt: string };
    return { ...plan, sealedAt: new Date(plan.sealedAt) };
  }

  /** Has it logged, before the first byte. @throws WorkspaceRefused */
  async begin(authorization: string, asksForAll: boolean): Promise<void> {
    await this.call('POST', '/recipient/downloads', authorization, JSON.stringify({ all: asksForAll }));
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

  private call(method: string, path: string, authorization: string, body?: string): Promise<Buffer> {
    const headers = { authorization, ...(body !== undefined && { 'content-type': 'application/json' }) };
    return new Promise((resolve, reject) => {
      const asked = ask(
        { socketPath: this.socketPath, method, path, headers, timeout: SILENCE_MS },
        (answer) => {
          bodyOf(answer).then((found) => {
            const status = answer.statusCode ?? 502;
            if (status < 300) resolve(found);
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
