import type { IncomingMessage } from 'node:http';
import type { DynamicModule, Type } from '@nestjs/common';
import type { RequestHandler } from 'express';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import {
  createRegistry,
  httpLogger,
  httpMetrics,
  httpTraces,
  isTracing,
  serveMetrics,
  type Logger,
  type MetricsServer,
} from '../observability';
import { type Ahead, answerAhead } from './ahead';
import { admission, type AdmissionLimits } from './admission';
import { limitConnections } from './connections';
import type { Assets } from './assets';
import type { Routes } from './allowed-methods';
import { closeTogether } from './close-together';
import { Health } from './health';
import { placeOf } from './network';
import { legible } from './legible';
import { ownNames } from './own-names';
import { nestLogger } from './nest-logger';
import type { PageStyle } from './page-style';
import { type ErrorPage, ProblemFilter } from './problem.filter';
import { sameOrigin } from './same-origin';
import { type SlowLimits, slowBodies } from './slow-bodies';
import { securityHeaders } from './security-headers';
import { validationPipe } from './validation';
import { policyHash, templateScriptHash, type Views } from './views';

export interface HttpAppOptions {
  readonly logger: Logger;
  /** Where people reach the app: its origin is the only one that may change anything. */
  readonly publicUrl: string;
  /** Addresses (or networks) of proxies whose X-Forwarded-* is believed; empty: none. */
  readonly trustedProxies: readonly string[];
  /** Rejects while something needed is missing; asked by `/readyz`. */
  readonly ready?: () => Promise<unknown>;
  readonly errorPage?: ErrorPage;
  readonly assets?: Assets;
  /** `response.render('x.njk', {...})` and `@Render('x.njk')` use it. */
  readonly views?: Views;
  /** Scripts that stand in the pages themselves, letter for letter; no other one may. */
  readonly inlineScripts?: readonly string[];
  /** The style that stands in the pages themselves. */
  readonly pageStyle?: PageStyle;
  /** Reads addresses, and names those of its answers, before anything else does. */
  readonly addresses?: RequestHandler;
  /** WebAssembly may be compiled by our scripts. */
  readonly wasm?: boolean;
  /** Answers before a body is looked for, what is counted, logged and admitted. */
  readonly early?: RequestHandler;
  /** Answers before all of this, what it then does not get: `answerAhead`. Not where requests are traced, or reading has a limit. */
  readonly ahead?: Ahead;
  /** JSON and form bodies, bytes; default 256 KiB. Other types are left to the route that streams them. */
  readonly bodyLimitBytes?: number;
  /** A connection on which nothing moves for so long is closed; default 120 000 ms. */
  readonly idleTimeoutMs?: number;
  /** Where figures about requests are given, apart from what people reach; none: nowhere. */
  readonly metrics?: { readonly process: string; readonly host: string; readonly port: number } | undefined;
  /** What one address may bring; none: no limit. */
  readonly admission?: AdmissionLimits & SlowLimits;
  /** How long requests in flight may go on when the app closes; default 10 000 ms. */
  readonly graceMs?: number;
}

export interface HttpApp {
  readonly app: NestExpressApplication;
  /** Drains, then closes the module (databases and all). */
  close(): Promise<void>;
}

/** From what kind of place: no address. Afterwards the connection, and with it the address, may be gone. */
const whence = (message: IncomingMessage): Record<string, string> => ({
  source: placeOf((message as { ip?: string }).ip ?? ''),
});

/** Which officer, and why it was refused, if it was: ids and codes alone, no name. */
function whoAsked(message: IncomingMessage): Record<string, string> {
  const { officer, refused } = message as { officer?: { id?: unknown }; refused?: string };
  return {
    ...(typeof officer?.id === 'string' && { officer: officer.id }),
    ...(refused !== undefined && { refused }),
  };
}

interface Measured {
  readonly count?: ReturnType<typeof httpMetrics>;
  readonly server?: MetricsServer;
}

async function measured(app: NestExpressApplication, { metrics }: HttpAppOptions): Promise<Measured> {
  if (metrics === undefined) return {};
  const registry = createRegistry(metrics.process);
  const count = httpMetrics(registry);
  app.use(count);
  return { count, server: await serveMetrics(registry, metrics) };
}

function admit(
  app: NestExpressApplication,
  { admission: limits }: HttpAppOptions,
  problems: ProblemFilter,
): void {
  if (limits === undefined) return;
  app.use(admission(limits));
  app.use(slowBodies(limits, (error, request, response) => problems.refuse(error, request, response)));
  const express = app.getHttpAdapter().getInstance();
  const trusts = express.get('trust proxy fn') as (address: string, hop: number) => boolean;
  limitConnections(app.getHttpServer(), limits, (address) => trusts(address, 0));
}

/**
 * A Nest application with everything that all our processes share, not yet listening. Further middleware may be added
 * with `app.use` before `listen`; it runs after the body parsers and before the routes.
 */
export async function createHttpApp(module: Type | DynamicModule, options: HttpAppOptions): Promise<HttpApp> {
  const settings = {
    logger: nestLogger(options.logger),
    abortOnError: false,
    bodyParser: false,
    routeConflictPolicy: { duplicate: 'error' as const },
  };
  const app = await NestFactory.create<NestExpressApplication>(module, new ExpressAdapter(), settings);
  const health = new Health(options.ready);
  app.disable('x-powered-by');
  app.disable('etag');
  if (options.trustedProxies.length > 0) app.set('trust proxy', [...options.trustedProxies]);
  app.use(
    securityHeaders({
      publicUrl: options.publicUrl,
      scriptHashes:
        options.views === undefined
          ? []
          : [templateScriptHash(), ...(options.inlineScripts ?? []).map(policyHash)],
      styleHashes: options.pageStyle === undefined ? [] : [options.pageStyle.hash],
      wasm: options.wasm ?? false,
    }),
  );
  app.use(health.handler);
  if (options.assets !== undefined) app.use(options.assets.handler);
  if (options.pageStyle !== undefined) app.use(options.pageStyle.handler);
  // The pages' style is found in what is left of a page by all that changes it.
  if (options.addresses !== undefined) app.use(options.addresses);
  app.use(httpLogger(options.logger, { whence, whoAsked }));
  if (isTracing()) app.use(httpTraces);
  const metrics = await measured(app, options);
  app.use(sameOrigin(options.publicUrl));
  const routes = app.getHttpAdapter().getInstance() as unknown as Routes;
  const problems = new ProblemFilter(options.logger, options.errorPage, routes);
  admit(app, options, problems);
  if (options.early !== undefined) app.use(options.early);
  const limit = options.bodyLimitBytes ?? 256 * 1024;
  app.useBodyParser('json', { limit });
  // As many ticked boxes as fit: the bytes are the limit.
  app.useBodyParser('urlencoded', { limit, parameterLimit: limit, extended: false });
  app.use(ownNames);
  app.use(legible);
  if (options.views !== undefined) {
    options.views.environment.express(app.getHttpAdapter().getInstance());
    app.setViewEngine('njk');
  }
  app.useGlobalFilters(problems);
  app.useGlobalPipes(validationPipe());
  const server = app.getHttpServer();
  if (options.ahead !== undefined && !isTracing() && options.admission?.addressReads === undefined)
    answerAhead(server, options.ahead, metrics.count);
  closeTogether(server);
  // A clip may take hours to arrive: only silence ends a request, but headers must come promptly.
  server.requestTimeout = 0;
  server.headersTimeout = 20_000;
  server.keepAliveTimeout = 10_000;
  server.timeout = options.idleTimeoutMs ?? 120_000;
  return {
    app,
    close: async () => {
      await health.drain(server, options.graceMs ?? 10_000);
      await app.close();
      await metrics.server?.close();
    },
  };
}
