import { createServer, type Server } from 'node:http';
import express, { type Request, type Response } from 'express';
import { archiveObject, fromEvidence, planArchive } from '../../features/disclosure/archive';
import { sendObject } from '../../platform/http/send-object';
import type { EvidenceReader } from '../../platform/object-store';
import { type WorkspaceClient, WorkspaceRefused } from './workspace-client';
import { keepLean } from './lean';

/** How often a running download asks whether its link still lives. Milliseconds. */
const RECHECK_MS = 1_000;

/** All that intake may ask of the workspace through this port, beside the bytes. */
const FORWARDED = new Set([
  'POST /recipient/session',
  'DELETE /recipient/session',
  'GET /recipient/bundle',
  'GET /recipient/receipt.pdf',
  'GET /healthz',
  'GET /readyz',
]);

export interface IssuerParts {
  readonly workspace: WorkspaceClient;
  readonly evidence: Pick<EvidenceReader, 'read'>;
  /** Told what went wrong, in words without anybody's data. */
  readonly report: (error: unknown) => void;
}

/** Any range of the bytes. What is sent is logged before its first byte; a link that ends cuts it short. */
async function archive(
  { workspace, evidence }: IssuerParts,
  request: Request,
  response: Response,
): Promise<void> {
  const session = request.get('Authorization') ?? '';
  const object = archiveObject(planArchive(await workspace.plan(session)), fromEvidence(evidence));
  const ended = new AbortController();
  // A reset drops what the system still holds of the stream; an ordinary end would deliver it.
  ended.signal.addEventListener('abort', () => request.socket.resetAndDestroy());
  const watch = setInterval(() => {
    workspace.stillMay(session).catch(() => ended.abort());
  }, RECHECK_MS);
  try {
    const open: typeof object.open = async (range) => {
      await workspace.begin(session, range.start === 0 && range.end === object.size - 1);
      return object.open(range);
    };
    await sendObject(request, response, { ...object, open }, { signal: ended.signal });
  } finally {
    clearInterval(watch);
  }
}

function answerFor(error: unknown, response: Response): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (error instanceof WorkspaceRefused) {
    response.status(error.status).set('Content-Type', error.contentType).end(error.body);
    return;
  }
  const problem = { type: 'about:blank', title: 'Not available at the moment', status: 503 };
  response.status(503).set('Content-Type', 'application/problem+json').end(JSON.stringify(problem));
}

/**
 * What intake asks about bundles. This process has no right on the database: the workspace says who may have what and
 * logs it, and here the bytes are read and sent, so that a download of many gigabytes never keeps an officer waiting.
 */
export function createIssuer(parts: IssuerParts): Server {
  // In production express says nothing of its own errors in an answer.
  const app = express().set('env', 'production').disable('x-powered-by').disable('etag');
  let running = 0;
  let rest: (() => void) | undefined;
  const attempt = (work: (request: Request, response: Response) => Promise<void>) => {
    return (request: Request, response: Response): void => {
      work(request, response).catch((error: unknown) => {
        if (!(error instanceof WorkspaceRefused)) parts.report(error);
        answerFor(error, response);
      });
    };
  };
  // A GET of express answers HEAD, too.
  app.get(
    '/recipient/archive',
    attempt(async (request, response) => {
      response.set('Cache-Control', 'no-store');
      running += 1;
      rest ??= keepLean();
      try {
        await archive(parts, request, response);
      } finally {
        running -= 1;
        if (running === 0) {
          rest();
          rest = undefined;
        }
      }
    }),
  );
  app.use(
    attempt(async (request, response) => {
      if (FORWARDED.has(`${request.method} ${request.path}`))
        await parts.workspace.forward(request, response);
      else response.status(404).end();
    }),
  );
  const server = createServer(app);
  // A bundle may take hours: only silence ends an answer.
  server.requestTimeout = 0;
  server.headersTimeout = 20_000;
  server.timeout = 120_000;
  return server;
}
