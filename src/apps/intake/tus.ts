import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { Server, Upload, type DataStore } from '@tus/server';
import type { Request, Response } from 'express';
import { DraftsService, type DraftClip } from '../../features/submissions';
import type { Visitor } from '../../features/invitations';
import { DomainError, NotFound } from '../../kernel/errors';
import { isUuid, type ClipId } from '../../kernel/ids';
import { ObjectExists, RECORD_MENDED, StorageFull, type IncomingStore } from '../../platform/object-store';
import { SharedLocks } from '../../platform/database';
import type { Logger } from '../../platform/observability';
import { LOGGER } from '../platform.module';
import { Arrivals, INCOMING } from './arrivals';
import { refusalWords, statusOf } from './problems';
import { Sessions } from './session';
import { IN_ENGLISH, speechOf, type Speech } from './speech';
import { UploadLocker, whileNobodyWrites } from './upload-locker';

interface Plain {
  readonly status_code: number;
  readonly body: string;
}

/** What one request has to remember. */
interface CurrentRequest {
  readonly request: Request;
  readonly visitor: Visitor;
  /** A clip that this request began and that nobody can know of unless the answer is 201. */
  begun?: ClipId;
  /** The writing of its bytes. */
  writing?: Promise<number>;
}

/** Milliseconds since 1970 as a browser tells them of a file; `undefined` for what no camera's file can have. */
function fileDate(text: string | null | undefined): Date | undefined {
  const milliseconds = /^\d{12,13}$/.test(text ?? '') ? Number(text) : 0;
  return milliseconds === 0 ? undefined : new Date(milliseconds);
}

/** tus 1.0 over her draft: an upload's id is its clip's id, and row-level security decides whose it is. */
@Injectable()
export class TusUploads {
  private readonly server: Server;
  private readonly requests = new AsyncLocalStorage<CurrentRequest>();

  constructor(
    private readonly drafts: DraftsService,
    private readonly arrivals: Arrivals,
    private readonly sessions: Sessions,
    @Inject(INCOMING) incoming: IncomingStore,
    private readonly locks: SharedLocks,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const datastore = incoming.tusDataStore();
    this.rememberWriting(datastore);
    datastore.on(RECORD_MENDED, (id: string) =>
      logger.error(
        { clip: id },
        'the record of an upload was damaged in the store: it lies beside as .info.damaged or .json.damaged, and the upload goes on with a new one',
      ),
    );
    // No deferred length and no body with the creation: a size is known, and limits hold, before the first byte.
    datastore.extensions = ['creation', 'termination'];
    this.server = new Server({
      path: '/upload',
      datastore,
      locker: new UploadLocker(locks, () => this.requests.getStore()?.writing),
      relativeLocation: true,
      respectForwardedHeaders: false,
      allowedOrigins: () => false,
      namingFunction: (request, metadata) =>
        this.begin(
          Number(request.headers.get('upload-length')),
          metadata?.['filename'] ?? '',
          fileDate(metadata?.['modified']),
        ),
      // The name is in our own row: tus's record on the disk need not repeat it.
      onUploadCreate: () => Promise.resolve({ metadata: {} }),
      onIncomingRequest: (request, id) => this.admit(request.method, id),
      onUploadFinish: (_request, upload) => this.finish(upload.id),
      onResponseError: async (_request, error) => this.plain((await this.storeError()) ?? error),
    });
  }

  /** Nothing is read before it is known who the visitor is. */
  async handle(request: Request, response: Response, visitor: Visitor): Promise<void> {
    const current: CurrentRequest = { request, visitor };
    await this.requests.run(current, () => this.server.handle(request, response));
    if (current.begun !== undefined && response.statusCode !== 201) {
      await this.arrivals.remove(current.visitor, current.begun);
    }
  }

  private rememberWriting(store: DataStore): void {
    const write = store.write.bind(store);
    store.write = (...parts) => (this.current().writing = write(...parts));
  }

  private current(): CurrentRequest {
    const current = this.requests.getStore();
    if (current === undefined) throw new NotFound('The file');
    return current;
  }

  private async begin(size: number, name: string, date: Date | undefined): Promise<string> {
    const current = this.current();
    current.begun = await this.drafts.begin(current.visitor, { name, size, ...(date && { fileDate: date }) });
    return current.begun;
  }

  /** Only a file of her own draft; DELETE takes its row first, so that a removed file can never come back. */
  private async admit(method: string, id: string): Promise<void> {
    const { visitor } = this.current();
    if (!isUuid(id)) throw new NotFound('The file');
    if (method === 'DELETE') await this.drafts.remove(visitor, id as ClipId);
    else {
      const clip = await this.drafts.clip(id as ClipId);
      if (method === 'HEAD') await this.makePlace(clip);
    }
  }

  /**
   * A kill, or a commit whose answer was lost, can leave a row without its object: she sees the file and goes on with it,
   * so its place is made now. A row without a size belongs to a plain form, whose object appears only when it is whole.
   */
  private async makePlace({ id, state, size }: DraftClip): Promise<void> {
    if (state !== 'receiving' || size === 0) return;
    await whileNobodyWrites(this.locks, id, () => this.placeOf(id, size));
  }

  private async placeOf(id: ClipId, size: number): Promise<void> {
    const { datastore } = this.server;
    const isThere = await datastore.getUpload(id).then(
      () => true,
      () => false,
    );
    if (isThere) return;
    try {
      await datastore.create(new Upload({ id, size, offset: 0 }));
    } catch (error) {
      if (!(error instanceof ObjectExists)) throw error;
    }
  }

  /** Before the last bytes are acknowledged: durable, and in the log. The session is asked again, for it may have ended. */
  private async finish(id: string): Promise<object> {
    const visitor = await this.sessions.visitor(this.current().request);
    await this.arrivals.finish(visitor, id as ClipId);
    return {};
  }

  /** Why the store gave up: tus, which hears of the torn stream first, tells of it only as an abort. */
  private async storeError(): Promise<DomainError | undefined> {
    try {
      await this.current().writing;
    } catch (error) {
      if (error instanceof DomainError) return error;
    }
    return undefined;
  }

  private speech(): Speech {
    const { res } = this.current().request;
    return res === undefined ? IN_ENGLISH : speechOf(res);
  }

  private plain(error: Error | Plain): Plain | undefined {
    if (error instanceof DomainError && error.kind === 'unavailable')
      this.logger.warn({ err: error }, 'an upload has to wait');
    if (error instanceof StorageFull)
      return { status_code: 507, body: `${refusalWords(this.speech(), error)}\n` };
    if (error instanceof DomainError) {
      return { status_code: statusOf(error), body: `${refusalWords(this.speech(), error)}\n` };
    }
    if (!(error instanceof Error)) return undefined;
    this.logger.error({ err: error }, 'an upload failed');
    return { status_code: 500, body: `${this.speech().t.upload.elseWrong}\n` };
  }
}
