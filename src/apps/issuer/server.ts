import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { INTERNAL_SECRET_HEADER } from '../../config';
import { archiveObject, fromEvidence, lentFrom } from '../../features/disclosure/archive';
import { closeTogether } from '../../platform/http/close-together';
import { sendObject, type SendOptions } from '../../platform/http/send-object';
import type { EvidenceReader } from '../../platform/object-store';
import type { RenewedTls } from '../../platform/services/renewed-tls';
import { Plans } from './plans';
import { type WorkspaceClient, WorkspaceRefused } from './workspace-client';

/** How often a running download asks whether its link still lives. Milliseconds. */
const RECHECK_MS = 1_000;

/** Whoever looks after the processes may ask these without the secret. */
const HEALTH = new Set(['GET /healthz', 'GET /readyz']);

const asked = ({ method, path }: Request): string => `${method} ${path}`;
const isHealth = (request: Request): boolean => HEALTH.has(asked(request));

/** All that intake may ask of the workspace through this port, beside the bytes. */
const FORWARDED = new Set([
  'POST /recipient/session',
  'DELETE /recipient/session',
  'GET /recipient/bundle',
  'GET /recipient/still',
  'GET /recipient/receipt.pdf',
]);

export interface IssuerParts {
  readonly workspace: WorkspaceClient;
  readonly evidence: Pick<EvidenceReader, 'read' | 'lend'>;
  /** What intake shows with each request. */
  readonly secret: string;
  /** Between machines: whom the authority has not certified is not even heard. */
  readonly tls?: RenewedTls | undefined;
  /** Counts and times each request. */
  readonly measure?: RequestHandler | undefined;
  /** Told what went wrong, in words without anybody's data. */
  readonly report: (error: unknown) => void;
}

/** A reset drops what the system still holds of the stream; an ordinary end, of which TLS knows no other, delivers that much more. */
const cut = (socket: Socket): unknown =>
  'encrypted' in socket ? socket.destroy() : socket.resetAndDestroy();

/** Any range of the bytes. What is sent is logged before its first byte; a link that ends cuts it short. */
async function archive(
  { workspace, evidence, plans }: IssuerParts & { readonly plans: Plans },
  request: Request,
  response: Response,
): Promise<void> {
  const session = request.get('Authorization') ?? '';
  const plan = await plans.of(session);
  const object = archiveObject(plan, fromEvidence(evidence), lentFrom(evidence));
  const open: typeof object.open = async (range) => {
    await workspace.begin(session, range.start === 0 && range.end === object.size - 1);
    return object.open(range);
  };
  const watch: SendOptions['watch'] = (ended) => {
    const asking = setInterval(() => {
      workspace.stillMay(session).catch(() => {
        cut(request.socket);
        ended();
      });
    }, RECHECK_MS);
    return () => clearInterval(asking);
  };
  await sendObject(request, response, { ...object, open }, { watch });
}

/** Compares hashes, in a time that says nothing of the secret. */
function provedBy(secret: string): (request: Request) => boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = hash(secret);
  return (request) => timingSafeEqual(hash(request.get(INTERNAL_SECRET_HEADER) ?? ''), expected);
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

/** A handshake that has begun ends with the certificate that it began with; the next one is shown the renewed. */
function serverOf(tls: RenewedTls | undefined, app: RequestListener): Server {
  if (tls === undefined) return createServer(app);
  const server = createTlsServer({ ...tls.current, requestCert: true }, app);
  tls.onRenewed((renewed) => server.setSecureContext(renewed));
  return server;
}

/**
 * What intake asks about bundles. This process has no right on the database: the workspace says who may have what and
 * logs it, and here the bytes are read and sent, so that a download of many gigabytes never keeps an officer waiting.
 */
export function createIssuer(parts: IssuerParts): Server {
  // In production express says nothing of its own errors in an answer.
  const app = express().set('env', 'production').disable('x-powered-by').disable('etag');
  const attempt = (work: (request: Request, response: Response) => Promise<void>) => {
    return (request: Request, response: Response): void => {
      work(request, response).catch((error: unknown) => {
        // While the workspace is away its health is asked all the time.
        if (!(error instanceof WorkspaceRefused) && !isHealth(request)) parts.report(error);
        answerFor(error, response);
      });
    };
  };
  if (parts.measure !== undefined) app.use(parts.measure);
  const plans = new Plans(parts.workspace);
  const knows = provedBy(parts.secret);
  app.use((request, response, next) => {
    if (knows(request) || isHealth(request)) next();
    else response.status(403).end();
  });
  // A GET of express answers HEAD, too.
  app.get(
    '/recipient/archive',
    attempt(async (request, response) => {
      response.set('Cache-Control', 'no-store');
      await archive({ ...parts, plans }, request, response);
    }),
  );
  app.use(
    attempt(async (request, response) => {
      if (FORWARDED.has(asked(request)) || isHealth(request))
        await parts.workspace.forward(request, response);
      else response.status(404).end();
    }),
  );
  const server = serverOf(parts.tls, app);
  closeTogether(server);
  // A bundle may take hours: only silence ends an answer.
  server.requestTimeout = 0;
  server.headersTimeout = 20_000;
  server.timeout = 120_000;
  return server;
}
