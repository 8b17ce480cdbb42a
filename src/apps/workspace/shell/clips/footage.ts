import type { Readable } from 'node:stream';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import {
  AccessService,
  DamageReports,
  ObjectLost,
  parseFrameList,
  type ContentSource,
  type FrameLines,
  type Purpose,
} from '../../../../features/evidence';
import type { Officer } from '../../../../features/identity';
import { NotFound } from '../../../../kernel/errors';
import type { ViewingId } from '../../../../kernel/ids';
import type { Lent, LentPiece } from '../../../../kernel/lent';
import { onceClosed } from '../../../../kernel/once-closed';
import { digestStream } from '../../../../platform/digest';
import { ObjectDamaged, type Ahead, type ByteRange, type SendableObject } from '../../../../platform/http';
import {
  evidenceKey,
  NotAsLocked,
  provenBytes,
  type EvidenceReader,
} from '../../../../platform/object-store';
import { actingAs } from '../../../../platform/database';
import { correlationId, withCorrelation, type Logger } from '../../../../platform/observability';
import { lockedZip } from '../../../../platform/zip';
import { LOGGER } from '../../../platform.module';
import { sendWhile, tellTheEnd } from '../sending/send-while';
import { furtherPart, headOfPart, isShort } from './further-parts';
import { RecentLooks, type Look, type SentFurther } from './recent-looks';

/** Injection token of the EvidenceReader. */
export const EVIDENCE = Symbol('EvidenceReader');

/** Footage is somebody else's file: it gets no script, no form, no origin of ours. */
const CONTENT_POLICY = `sandbox; default-src 'none'; media-src 'self'; img-src 'self'; style-src 'unsafe-inline'`;

/** What no page of ours opens. */
const BYTES = 'application/octet-stream';

/** Serves the bytes of a viewing or a download. The look itself was logged when its ticket was opened. */
@Injectable()
export class Footage implements OnApplicationShutdown {
  private readonly recent = new RecentLooks((sent) => this.tell(sent));

  constructor(
    private readonly access: AccessService,
    @Inject(EVIDENCE) private readonly evidence: EvidenceReader,
    private readonly damage: DamageReports,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationShutdown(): void {
    this.recent.forgetAll();
  }

  /**
   * GET or HEAD with ranges. The right is asked for now and again while the stream runs; who loses it loses the stream.
   * @throws NotFound when the ticket is not this officer's, is of the other kind, or the right has ended
   */
  async send(
    by: Officer,
    id: ViewingId,
    purpose: Purpose,
    request: Request,
    response: Response,
  ): Promise<void> {
    const source = await this.access.source(by.id, id);
    if (source.purpose !== purpose) throw new NotFound('The viewing');
    const { sessionID: secret, mayGoOn } = request;
    const look = { officer: by.id, ticket: id, source, secret, correlation: correlationId() ?? '' };
    if (mayGoOn !== undefined) this.recent.keep(request, { ...look, mayGoOn });
    response.setHeader('Content-Security-Policy', CONTENT_POLICY);
    await this.deliver(source, id, request, response);
    if (response.statusCode === 206) this.recent.headed(request, headOfPart(response));
  }

  /** Stands before everything else: short parts of what has just been asked for, of which a player asks for hundreds. */
  ahead(): Ahead {
    const { evidence } = this;
    return (request) =>
      furtherPart(this.recent, (key, range) => evidence.readPart?.(evidenceKey(key), range), request);
  }

  /**
   * Stands before the session of a request is looked for: a further range of what has just been asked for needs none. HEAD always
   * does: by it a player asks whether its officer still may look.
   */
  again(): RequestHandler {
    return (request, response, next) => {
      if (request.method === 'HEAD') {
        next();
        return;
      }
      if (request.method !== 'GET') {
        this.recent.forgetAll();
        // What was looked up while the change was under way.
        onceClosed(response, () => this.recent.forgetAll());
      }
      const found = this.recent.find(request);
      if (found !== undefined) {
        this.sendFurther(found, request, response, next);
        return;
      }
      const renewal = this.recent.renewal(request, response);
      if (renewal === undefined) {
        next();
        return;
      }
      void renewal.then(() => {
        const renewed = this.recent.find(request);
        if (renewed === undefined) next();
        else this.sendFurther(renewed, request, response, next);
      });
    };
  }

  /** One line for what was sent under a look after its first part. */
  private tell({ look: { officer, correlation }, path, parts, bytes }: SentFurther): void {
    withCorrelation(correlation, () => this.logger.info({ officer, path, parts, bytes }, 'further parts'));
  }

  private sendFurther(
    { ticket, source, secret, mayGoOn }: Look,
    request: Request,
    response: Response,
    next: NextFunction,
  ): void {
    request.mayGoOn = mayGoOn;
    response.setHeader('Content-Security-Policy', CONTENT_POLICY);
    actingAs({ kind: 'officer', secret }, () => this.deliver(source, ticket, request, response)).catch(() => {
      // What went wrong before the first byte is found again, and said, on the whole way.
      if (response.headersSent) response.destroy();
      else next();
    });
  }

  /** The times of the frames that an open viewing of the proxy shows. @throws NotFound, NoRendition, ObjectLost, NotAsLocked */
  async frames(by: Officer, id: ViewingId): Promise<FrameLines> {
    const source = await this.access.companion(by.id, id, 'frames');
    const list = parseFrameList(await this.provenText(source));
    const { part } = source;
    return part === null ? list : { ...list, frames: list.frames.slice(part.from - 1, part.to) };
  }

  /** What officers read off a player are times of this list: another list is none, and the worker reads it again. */
  private async provenText({ clipId, key, sha256 }: ContentSource): Promise<string> {
    try {
      return (await provenBytes(this.evidence, { key: evidenceKey(key), sha256 })).toString('utf8');
    } catch (error) {
      if (error instanceof NotAsLocked) await this.damage.report(clipId);
      return toLost(key)(error);
    }
  }

  /** The picture of the sound that an open viewing of the proxy has. @throws NotFound, NoRendition */
  async waveform(by: Officer, id: ViewingId, request: Request, response: Response): Promise<void> {
    const source = await this.access.companion(by.id, id, 'waveform');
    response.setHeader('Content-Security-Policy', CONTENT_POLICY);
    await this.deliver(source, id, request, response);
  }

  /** Keeps a line open that says when the right to an open viewing has ended. @throws NotFound */
  async untilEnded(by: Officer, id: ViewingId, request: Request, response: Response): Promise<void> {
    await this.access.source(by.id, id);
    tellTheEnd(request, response, id);
  }

  /** What turns out damaged while it is sent is broken off, and read again by the worker. */
  private async deliver(
    source: ContentSource,
    id: ViewingId,
    request: Request,
    response: Response,
  ): Promise<void> {
    try {
      await sendWhile(request, response, await this.sendable(source), id);
    } catch (error) {
      if (error instanceof ObjectDamaged) await this.damage.report(source.clipId);
      throw error;
    }
  }

  private async sendable(source: ContentSource): Promise<SendableObject> {
    return source.packed === null ? this.plain(source) : this.packed(source, source.packed);
  }

  private async packed(
    { key, size, sha256, fileName }: ContentSource,
    { crc32, at, password }: NonNullable<ContentSource['packed']>,
  ): Promise<SendableObject> {
    const crc = crc32 ?? (await digestStream(await this.read(key))).crc32;
    const zip = lockedZip({ name: fileName, size, crc32: crc, sha256, at, password });
    return {
      size: zip.size,
      etag: `${key.replaceAll('/', '-')}-packed`,
      contentType: 'application/zip',
      filename: `${fileName}.zip`,
      disposition: 'attachment',
      whole: true,
      open: async () =>
        zip.read(
          size === 0 ? ([] as unknown as AsyncIterable<Uint8Array>) : await this.read(key),
          () => new ObjectDamaged(),
        ),
    };
  }

  private plain(source: ContentSource): SendableObject {
    const { key, size, sha256, contentType, fileName, purpose } = source;
    return {
      size,
      etag: key.replaceAll('/', '-'),
      sha256,
      contentType,
      filename: fileName,
      disposition: purpose === 'download' || contentType === BYTES ? 'attachment' : 'inline',
      open: (range) => (isShort(range, size) ? this.part(key, range) : this.lent(key, range)),
    };
  }

  private part(key: string, range: ByteRange): Promise<Readable | LentPiece> {
    return this.evidence.readPart?.(evidenceKey(key), range).catch(toLost(key)) ?? this.read(key, range);
  }

  private lent(key: string, range: ByteRange): Promise<Readable | Lent> {
    return this.evidence.lend?.(evidenceKey(key), range).catch(toLost(key)) ?? this.read(key, range);
  }

  private read(key: string, ...range: [] | [range: ByteRange]): ReturnType<EvidenceReader['read']> {
    return this.evidence.read(evidenceKey(key), ...range).catch(toLost(key));
  }
}

const toLost =
  (key: string) =>
  (error: unknown): never => {
    throw error instanceof NotFound ? new ObjectLost(key) : error;
  };

const FOLDER: Readonly<Record<Purpose, string>> = { view: 'viewings', download: 'downloads' };

export const contentUrl = (id: ViewingId, purpose: Purpose): string =>
  `/api/v1/${FOLDER[purpose]}/${id}/content`;

/** What belongs to a viewing of the proxy and is no look of its own. */
export const companionUrl = (id: ViewingId, what: 'frames' | 'line' | 'waveform'): string =>
  `/api/v1/viewings/${id}/${what}`;
