import { Inject, Injectable } from '@nestjs/common';
import { Server } from '@tus/server';
import type { Request, Response } from 'express';
import { DraftsService } from '../../features/submissions';
import type { Visitor } from '../../features/invitations';
import { DomainError, NotFound, type ErrorKind } from '../../kernel/errors';
import { isUuid, type ClipId } from '../../kernel/ids';
import { StorageFull, type IncomingStore } from '../../platform/object-store';
import type { Logger } from '../../platform/observability';
import { LOGGER } from '../platform.module';
import { Arrivals, INCOMING } from './arrivals';
import { Sessions } from './session';

/** The part of the Fetch request that tus gives to its hooks. */
interface HookRequest {
  readonly method: string;
  readonly headers: Headers;
  readonly runtime?: { readonly node?: { readonly req: unknown } };
}

interface Plain {
  readonly status_code: number;
  readonly body: string;
}

/** What one request has to remember. */
interface Errand {
  readonly request: Request;
  readonly visitor: Visitor;
  /** A clip that this request began and that nobody can know of unless the answer is 201. */
  begun?: ClipId;
}

const STATUS_OF: Readonly<Record<ErrorKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  'too-many': 429,
  unavailable: 503,
};

/** tus 1.0 over her draft: an upload's id is its clip's id, and row-level security decides whose it is. */
@Injectable()
export class TusUploads {
  private readonly server: Server;
  private readonly errands = new WeakMap<object, Errand>();

  constructor(
    private readonly drafts: DraftsService,
    private readonly arrivals: Arrivals,
    private readonly sessions: Sessions,
    @Inject(INCOMING) incoming: IncomingStore,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const datastore = incoming.tusDataStore();
    // No deferred length and no body with the creation: a size is known, and limits hold, before the first byte.
    datastore.extensions = ['creation', 'termination'];
    this.server = new Server({
      path: '/upload',
      datastore,
      relativeLocation: true,
      respectForwardedHeaders: false,
      allowedOrigins: () => false,
      namingFunction: (request, metadata) => this.begin(request, metadata?.['filename'] ?? ''),
      // The name is in our own row: tus's record on the disk need not repeat it.
      onUploadCreate: () => Promise.resolve({ metadata: {} }),
      onIncomingRequest: (request, id) => this.admit(request, id),
      onUploadFinish: (request, upload) => this.finish(request, upload.id),
      onResponseError: (_request, error) => this.plain(error),
    });
  }

  /** @throws SessionEnded and what the database says, before anything is read */
  async handle(request: Request, response: Response): Promise<void> {
    const errand: Errand = { request, visitor: await this.sessions.visitor(request) };
    this.errands.set(request, errand);
    await this.server.handle(request, response);
    if (errand.begun !== undefined && response.statusCode !== 201) {
      await this.arrivals.remove(errand.visitor, errand.begun);
    }
  }

  private errand(request: HookRequest): Errand {
    const node = request.runtime?.node?.req;
    const errand = typeof node === 'object' && node !== null ? this.errands.get(node) : undefined;
    if (errand === undefined) throw new NotFound('The file');
    return errand;
  }

  private async begin(request: HookRequest, name: string): Promise<string> {
    const errand = this.errand(request);
    errand.begun = await this.drafts.begin(errand.visitor, {
      name,
      size: Number(request.headers.get('upload-length')),
    });
    return errand.begun;
  }

  /** Only a file of her own draft; DELETE takes its row first, so that a removed file can never come back. */
  private async admit(request: HookRequest, id: string): Promise<void> {
    const { visitor } = this.errand(request);
    if (!isUuid(id)) throw new NotFound('The file');
    if (request.method === 'DELETE') await this.drafts.remove(visitor, id as ClipId);
    else await this.drafts.clip(visitor, id as ClipId);
  }

  /** Before the last bytes are acknowledged: durable, and in the log. The session is asked again, for it may have ended. */
  private async finish(request: HookRequest, id: string): Promise<object> {
    const visitor = await this.sessions.visitor(this.errand(request).request);
    await this.arrivals.finish(visitor, id as ClipId);
    return {};
  }

  private plain(error: Error | Plain): Plain | undefined {
    if (error instanceof StorageFull) return { status_code: 507, body: `${error.message}\n` };
    if (error instanceof DomainError) {
      return { status_code: STATUS_OF[error.kind], body: `${error.message}\n` };
    }
    if (!(error instanceof Error)) return undefined;
    this.logger.error({ err: error }, 'an upload failed');
    return { status_code: 500, body: 'Something went wrong on our side. Please try again.\n' };
  }
}
