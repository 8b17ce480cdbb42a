import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { Server, Upload, type DataStore } from '@tus/server';
import type { Request, Response } from 'express';
import { ChosenFilesService, DraftsService, type DraftClip } from '../../features/submissions';
import type { Visitor } from '../../features/invitations';
import { DomainError, NotFound } from '../../kernel/errors';
import { isUuid, sha256Hex, type ClipId, type Sha256Hex } from '../../kernel/ids';
import {
  incomingKey,
  ObjectExists,
  RECORD_MENDED,
  StorageFull,
  type IncomingStore,
  type UploadStore,
} from '../../platform/object-store';
import { SharedLocks } from '../../platform/database';
import { meaningOf, statusOf } from '../../platform/http';
import type { Logger } from '../../platform/observability';
import { LOGGER } from '../platform.module';
import { Arrivals, INCOMING } from './arrivals';
import { refusalWords } from './problems';
import { Sessions } from './session';
import { IN_ENGLISH, speechOf, type Speech } from './speech';
import { UploadLocker } from './upload-locker';

type UploadRequest = Pick<globalThis.Request, 'method' | 'headers'>;

interface Plain {
  readonly status_code: number;
  readonly body: string;
}

/** What tus refuses by itself. Some of it is thrown as an error, which is no fault of ours for that. */
const isPlain = (error: Error | Plain): error is Plain => 'status_code' in error;

/** What one request has to remember. */
interface CurrentRequest {
  readonly request: Request;
  readonly visitor: Visitor;
  /** A clip that this request began, and what is left of it to take back unless the answer is 201: row and place, or its place alone. */
  begun?: ClipId;
  withoutRow?: boolean;
  /** What the device says of the bytes of a request that begins with the first of them. */
  digest?: Sha256Hex;
  /** Of a file that is still to come, whose place may be missing; and whether its row was made by this request. */
  place?: { readonly id: ClipId; readonly size: number; readonly isNew: boolean };
  /** The writing of its bytes. */
  writing?: Promise<number>;
}

/** Milliseconds since 1970 as a browser tells them of a file; `undefined` for what no camera's file can have. */
function fileDate(text: string | null | undefined): Date | undefined {
  const milliseconds = /^\d{12,13}$/.test(text ?? '') ? Number(text) : 0;
  return milliseconds === 0 ? undefined : new Date(milliseconds);
}

/** What the device says of the bytes of a request (RFC 9530); `undefined` where it says nothing that can be read. */
function digestOf(header: string | null): Sha256Hex | undefined {
  const [, text] = /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(header ?? '') ?? [];
  return text === undefined ? undefined : sha256Hex(Buffer.from(text, 'base64').toString('hex'));
}

/** Tells the page that the digest which came with the bytes is kept: it may have been lost on its way, and an answer says nothing of it by itself. */
const digestKept = (sha256: Sha256Hex): Record<string, string> => ({
  'Content-Digest-Kept': `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`,
});

/** tus 1.0 over the victim's draft: an upload's id is its clip's id, and row-level security decides whose it is. */
@Injectable()
export class TusUploads {
  private readonly server: Server;
  private readonly requests = new AsyncLocalStorage<CurrentRequest>();

  constructor(
    private readonly drafts: DraftsService,
    private readonly chosen: ChosenFilesService,
    private readonly arrivals: Arrivals,
    private readonly sessions: Sessions,
    @Inject(INCOMING) private readonly incoming: IncomingStore,
    locks: SharedLocks,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    const datastore = incoming.tusDataStore();
    this.rememberWriting(datastore);
    this.makePlaces(datastore);
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
      locker: new UploadLocker(locks, (id) => this.busyWith(datastore, id)),
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
      onIncomingRequest: (request, id) => this.admit(request, id),
      onUploadFinish: (_request, upload) => this.finish(upload.id as ClipId),
      onResponseError: async (_request, error) => {
        await this.takeBack();
        return this.plain((await this.storeError()) ?? error);
      },
    });
  }

  /** Nothing is read before it is known who the visitor is. */
  async handle(request: Request, response: Response, visitor: Visitor): Promise<void> {
    const current: CurrentRequest = { request, visitor };
    await this.requests.run(current, () => this.server.handle(request, response));
    const { begun, withoutRow = false } = current;
    if (begun === undefined || response.statusCode === 201) return;
    if (withoutRow) await this.incoming.remove(incomingKey(begun));
    else await this.arrivals.remove(visitor, begun);
  }

  /** Before an answer says that nothing was begun: who hears it and asks what is there must not find it and go on with it. */
  private async takeBack(): Promise<void> {
    const { visitor, begun } = this.current();
    if (begun === undefined) return;
    try {
      await this.drafts.remove(visitor, begun);
      this.current().withoutRow = true;
    } catch (error) {
      // Tried again when the answer is given.
      this.logger.warn({ err: error, clip: begun }, 'what was not begun is still listed');
    }
  }

  private rememberWriting(store: DataStore): void {
    const write = store.write.bind(store);
    store.write = (...parts) => (this.current().writing = write(...parts));
  }

  /** Where tus looks for the upload, which it does under its lock, a place that is missing is made. */
  private makePlaces(store: UploadStore): void {
    const look = store.getUpload.bind(store);
    store.getUpload = async (id) => {
      const { place } = this.current();
      if (place?.id !== id) return look(id);
      const found = await look(id).catch(() => undefined);
      return found ?? (await this.makePlace(store, place)) ?? look(id);
    };
  }

  /** What the request at hand still writes of an upload: its bytes, and the record beside them. */
  private async busyWith(store: UploadStore, id: string): Promise<void> {
    await this.requests.getStore()?.writing?.catch(() => undefined);
    await store.settled?.(id);
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

  /** Only a file of the victim's own draft; DELETE takes its row first, so that a removed file can never come back. */
  private async admit({ method, headers }: UploadRequest, id: string): Promise<void> {
    const { visitor, begun } = this.current();
    if (!isUuid(id)) throw new NotFound('The file');
    const clipId = id as ClipId;
    // Its row was made by this very request.
    if (method === 'POST' && begun === clipId) return;
    if (method === 'DELETE') await this.drafts.remove(visitor, clipId);
    else if (method === 'PATCH' && headers.get('upload-offset') === '0')
      await this.admitFirst(clipId, headers);
    else {
      const clip = await this.drafts.clip(clipId);
      if (method === 'HEAD') this.expect(clip, false);
    }
  }

  /** The first bytes of a file that was chosen may come unasked. */
  private async admitFirst(id: ClipId, headers: Headers): Promise<void> {
    const current = this.current();
    const { clip, isNew } = await this.chosen.begin(current.visitor, id);
    this.expect(clip, isNew);
    const digest = digestOf(headers.get('content-digest'));
    if (digest !== undefined) current.digest = digest;
  }

  /**
   * A kill, or a commit whose answer was lost, can leave a row without its object: the victim sees the file and goes on
   * with it, so its place is made where it is looked for. A row without a size belongs to a plain form, whose object appears only when
   * it is whole.
   */
  private expect({ id, state, size }: Pick<DraftClip, 'id' | 'state' | 'size'>, isNew: boolean): void {
    if (state === 'receiving' && size > 0) this.current().place = { id, size, isNew };
  }

  /** To be called under the lock of the upload, which is then to be looked for again unless it is given here. */
  private async makePlace(
    store: UploadStore,
    { id, size, isNew }: NonNullable<CurrentRequest['place']>,
  ): Promise<Upload | undefined> {
    const upload = new Upload({ id, size, offset: 0 });
    if (isNew) {
      const begun = await store.createBeside?.(upload);
      if (begun !== undefined) return begun;
      // While it waited for the lock, somebody else may have brought the file, and the worker may have taken it away.
    } else if ((await this.drafts.clip(id)).state !== 'receiving') return undefined;
    try {
      await store.create(upload);
    } catch (error) {
      if (!(error instanceof ObjectExists)) throw error;
    }
    return undefined;
  }

  /**
   * Before the last bytes are acknowledged: durable, and in the log. Where the first bytes came in the same request, they are all of the
   * file, and their digest is the device's fingerprint.
   */
  private async finish(id: ClipId): Promise<object> {
    const { request, digest } = this.current();
    await this.sessions.whileItLasts(request, () => this.arrivals.finishUpload(id, digest ?? null));
    return digest === undefined ? {} : { headers: digestKept(digest) };
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

  /** What tus says itself stays as it is. A part of the protocol that is not offered here (501) is no fault of ours: anybody can ask for it. */
  private noteRefusal({ status_code: status }: Plain): void {
    if (status === 501) this.current().request.refused = 'not-offered';
  }

  private plain(met: Error | Plain): Plain | undefined {
    const error = isPlain(met) ? met : (meaningOf(met) as Error);
    if (error instanceof DomainError && error.kind === 'unavailable')
      this.logger.warn({ err: error }, 'an upload has to wait');
    if (error instanceof StorageFull)
      return { status_code: 507, body: `${refusalWords(this.speech(), error)}\n` };
    if (error instanceof DomainError) {
      return { status_code: statusOf(error), body: `${refusalWords(this.speech(), error)}\n` };
    }
    if (isPlain(error)) {
      this.noteRefusal(error);
      const { status_code, body } = error;
      return error instanceof Error ? { status_code, body } : undefined;
    }
    this.logger.error({ err: error }, 'an upload failed');
    return { status_code: 500, body: `${this.speech().t.upload.elseWrong}\n` };
  }
}
