import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import { CONFIG, INTERNAL_SECRET_HEADER, type Config } from '../../../config';
import {
  givenView,
  recipientSession,
  type GivenView,
  type recipientEntry,
} from '../../../contracts/recipient';
import { onceClosed } from '../../../kernel/once-closed';
import type { Logger } from '../../../platform/observability';
import { Relay } from '../../../platform/services/relay';
import { askIssuer, withoutCertificate, type IssuerState } from '../../../platform/services/ask-issuer';
import type { MutualTls } from '../../../platform/services/mutual-tls';
import { RenewedTls } from '../../../platform/services/renewed-tls';
import { LOGGER } from '../../platform.module';
import { LinkRefused, RecipientSignedOut, WorkspaceAway } from './recipient.errors';

/** Of a request for bytes, what the answer depends on (RFC 9110 sections 13 and 14). */
const FORWARDED = [
  'range',
  'if-range',
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
];
/** Of an answer, what the recipient's browser needs. Nothing else that the workspace says gets out. */
const RETURNED = [
  ...['content-type', 'content-length', 'content-range', 'content-disposition'],
  ...['accept-ranges', 'etag', 'last-modified'],
];

/** Silence for so long ends a forwarded request. Milliseconds. */
const SILENCE_MS = 120_000;
const MAX_JSON = 1024 * 1024;

interface Call {
  readonly method: string;
  readonly session?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** Of an answer that is handed on. */
interface Way {
  readonly relay?: Relay;
  readonly until?: Response;
}

/**
 * The way to the workspace's internal port. Intake has no right on bundles: it hands on a recipient's own link and code,
 * keeps neither, and passes bytes through.
 */
@Injectable()
export class BundleGateway implements OnApplicationShutdown {
  private readonly tls: RenewedTls | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(LOGGER) logger: Pick<Logger, 'error'>,
  ) {
    const { tls, lookMs } = config.internal;
    const report = (err: unknown): void =>
      logger.error(
        { err },
        'the certificate for the issuer cannot serve: one that was read before serves on, and without one no bundle can be fetched',
      );
    this.tls = tls && new RenewedTls(tls, { everyMs: lookMs, report });
  }

  onApplicationShutdown(): void {
    this.tls?.close();
  }

  /** Whether the issuer can serve, asked as every question is. */
  async state(): Promise<IssuerState> {
    try {
      return await askIssuer({ url: this.config.internal.url, tls: this.tls?.current });
    } catch (error) {
      return withoutCertificate(error);
    }
  }

  /** Gives the session for the cookie. @throws LinkRefused for every reason alike; WorkspaceAway */
  async enter(token: string, code: string, address: string): Promise<string> {
    const body = JSON.stringify({ token, code, address } satisfies z.infer<typeof recipientEntry>);
    const headers = { 'Content-Type': 'application/json' };
    const answer = await this.call('recipient/session', { method: 'POST', headers, body });
    if (answer.statusCode === 201) return (await readJson(answer, recipientSession)).session;
    answer.destroy();
    throw (answer.statusCode ?? 500) < 500 ? new LinkRefused() : new WorkspaceAway();
  }

  async leave(session: string): Promise<void> {
    (await this.call('recipient/session', { method: 'DELETE', session })).destroy();
  }

  /** @throws RecipientSignedOut, WorkspaceAway */
  async bundle(session: string): Promise<GivenView> {
    const answer = await this.call('recipient/bundle', { method: 'GET', session });
    return readJson(this.expect(answer), givenView);
  }

  /** Only looks: it keeps no session alive. @throws RecipientSignedOut, WorkspaceAway */
  async stands(session: string): Promise<void> {
    this.expect(await this.call('recipient/still', { method: 'GET', session })).destroy();
  }

  /**
   * Passes an answer through as it comes: as fast as the recipient reads, and no further when either side is gone.
   * @throws RecipientSignedOut, WorkspaceAway before a byte was sent
   */
  async forward(path: string, session: string, request: Request, response: Response): Promise<void> {
    const headers: Record<string, string> = {};
    for (const name of FORWARDED) {
      const value = request.get(name);
      if (value !== undefined) headers[name] = value;
    }
    const { method } = request;
    const relay = new Relay(method, this.shown());
    const answer = this.expect(
      await this.call(path, { method, session, headers }, { relay, until: response }),
    );
    response.status(answer.statusCode ?? 502);
    for (const name of RETURNED) {
      const value = answer.headers[name];
      if (typeof value === 'string') response.setHeader(name, value);
    }
    // Whoever leaves is noticed by the other side; what the log must know, the workspace has logged.
    await relay.pass(answer, response);
    answer.destroy();
  }

  private expect(answer: IncomingMessage): IncomingMessage {
    const status = answer.statusCode ?? 500;
    if (status < 400 || status === 412 || status === 416) return answer;
    answer.destroy();
    throw status === 401 ? new RecipientSignedOut() : new WorkspaceAway();
  }

  /** @throws WorkspaceAway; nothing is asked without the certificate that is to be shown */
  private shown(): MutualTls | undefined {
    try {
      return this.tls?.current;
    } catch (cause) {
      throw new WorkspaceAway({ cause });
    }
  }

  private async call(path: string, call: Call, { relay, until }: Way = {}): Promise<IncomingMessage> {
    const way = relay === undefined ? { agent: false, ...this.shown() } : { createConnection: relay.connect };
    const { secret, url: base } = this.config.internal;
    const url = new URL(path, `${base}/`);
    const open = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const { method, session, headers, body } = call;
    return await new Promise((resolve, reject) => {
      const asked = open(url, {
        method,
        ...way,
        timeout: SILENCE_MS,
        headers: {
          ...headers,
          ...(secret !== undefined && { [INTERNAL_SECRET_HEADER]: secret }),
          ...(session !== undefined && { Authorization: `Bearer ${session}` }),
        },
      });
      asked.on('response', (answer) => {
        relay?.hold(answer);
        resolve(answer);
      });
      asked.on('timeout', () => asked.destroy());
      asked.on('error', (cause) => reject(new WorkspaceAway({ cause })));
      if (until !== undefined) onceClosed(until, () => asked.destroy());
      asked.end(body);
    });
  }
}

/** @throws WorkspaceAway where it is not what the two agreed on */
async function readJson<T>(answer: IncomingMessage, contract: z.ZodType<T>): Promise<T> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_JSON) throw new WorkspaceAway();
    chunks.push(chunk);
  }
  const read = contract.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
  if (!read.success) throw new WorkspaceAway({ cause: read.error });
  return read.data;
}
