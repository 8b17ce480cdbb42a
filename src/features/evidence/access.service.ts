import { Inject, Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject } from '../../custody';
import { CLOCK, type Clock } from '../../kernel/clock';
import { NotFound } from '../../kernel/errors';
import {
  randomId,
  type ClipId,
  type ExhibitRef,
  type OfficerId,
  type RenditionId,
  type Sha256Hex,
  type ViewingId,
} from '../../kernel/ids';
import type { JsonObject } from '../../kernel/json';
import { Database, type Transaction } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import { isPacked, MalwareRepository, PACKING_PASSWORD } from '../malware';
import { ClipRepository, type SentClip } from './clip.repository';
import type { Content, Purpose } from './domain/content';
import { refInFileName } from './domain/exhibit-ref';
import { CopiesHeld, ItemErased, NoRendition, NotYetMaster, ReasonNeeded } from './evidence.errors';
import { TicketRepository, type Ticket } from './ticket.repository';

/** Where the bytes of a ticket lie and how they are to be named and checked. */
export interface ContentSource {
  readonly clipId: ClipId;
  readonly content: Content;
  readonly key: string;
  /** Bytes. */
  readonly size: number;
  readonly sha256: Sha256Hex;
  readonly contentType: string;
  readonly fileName: string;
  readonly purpose: Purpose;
  /** Of an original in which no scan has found nothing: it is handed out packed with a password, and never as it is. */
  readonly packed: { readonly crc32: number | null; readonly at: Date; readonly password: string } | null;
  /** Of a working copy. */
  readonly renditionId: RenditionId | null;
  /** Of a redacted copy that was cut: which frames of the master it shows, counted from 1. */
  readonly part: { readonly from: number; readonly to: number } | null;
}

/** Which of several, and why it is opened. */
interface Look {
  readonly reason?: string | undefined;
  readonly rendition?: RenditionId | undefined;
}

/** `password`: of the archive in which the bytes come; `null` where they come as they are. */
export type OpenedTicket = Ticket & { readonly password: string | null };

/** Of these a clip has several: a ticket says which one is looked at. */
const ONE_OF_MANY: ReadonlySet<Content> = new Set(['redacted-copy', 'compilation']);

const HOURS_12 = 12 * 3_600_000;

/**
 * Every look at footage and every copy of it. An access is opened once, and logged before the first byte; its ranges
 * are then served under one ticket, so one viewing is one event. Membership is asked again at every range.
 */
@Injectable()
export class AccessService {
  constructor(
    private readonly database: Database,
    private readonly clips: ClipRepository,
    private readonly tickets: TicketRepository,
    private readonly malware: MalwareRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws NotFound, NotYetMaster, ItemErased, CopiesHeld, NoRendition, ReasonNeeded (a download without a reason) */
  async open(
    by: OfficerId,
    id: ClipId,
    content: Content,
    purpose: Purpose,
    { reason, rendition }: Look = {},
  ): Promise<OpenedTicket> {
    const why = reason?.trim() ?? '';
    if (purpose === 'download' && why === '') throw new ReasonNeeded();
    return this.database.transaction(async (tx) => {
      const clip = await this.require(tx, by, id);
      const source = await this.locate(tx, clip, content, purpose, rendition);
      const ticket: Ticket = {
        id: randomId<ViewingId>(),
        officerId: by,
        investigationId: clip.investigationId,
        clipId: id,
        content,
        renditionId: ONE_OF_MANY.has(content) ? source.renditionId : null,
        purpose,
        reason: why === '' ? null : why,
        expiresAt: new Date(this.clock.now().getTime() + HOURS_12),
      };
      await this.tickets.insert(tx, ticket);
      await this.custody.append(tx, {
        type: purpose === 'view' ? 'viewed' : 'downloaded',
        subject: clipSubject(id),
        investigation: clip.investigationId,
        detail: { access: ticket.id, content, sha256: source.sha256 },
        ...(why !== '' && { secrets: { reason: why } }),
      });
      return { ...ticket, password: source.packed?.password ?? null };
    });
  }

  /** What opening it would give, for who may open it: nothing is opened, and nothing logged. @throws as `open` */
  async measure(
    by: OfficerId,
    id: ClipId,
    content: Content,
  ): Promise<Pick<ContentSource, 'size' | 'contentType'>> {
    return this.database.transaction(async (tx) => {
      const { size, contentType } = await this.locate(
        tx,
        await this.require(tx, by, id),
        content,
        'download',
      );
      return { size, contentType };
    });
  }

  /** @throws NotFound when the ticket is not the officer's, has run out, or membership has ended */
  async source(by: OfficerId, id: ViewingId): Promise<ContentSource> {
    return this.database.transaction(async (tx) => {
      const ticket = await this.tickets.find(tx, id, by);
      if (ticket === undefined) throw new NotFound('The viewing');
      const { clipId, content, purpose, renditionId } = ticket;
      return this.locate(tx, await this.require(tx, by, clipId), content, purpose, renditionId ?? undefined);
    });
  }

  /**
   * What goes with an open viewing of the proxy, and the frames of one of a redacted copy. It belongs to that look, so nothing more
   * is logged.
   * @throws NotFound, NoRendition
   */
  async companion(by: OfficerId, id: ViewingId, content: 'frames' | 'waveform'): Promise<ContentSource> {
    return this.database.transaction(async (tx) => {
      const ticket = await this.tickets.find(tx, id, by);
      const isRedacted = ticket?.content === 'redacted-copy' && content === 'frames';
      if (ticket?.purpose !== 'view' || (ticket.content !== 'proxy' && !isRedacted))
        throw new NotFound('The viewing');
      const clip = await this.require(tx, by, ticket.clipId);
      const found = await this.locate(tx, clip, content, 'view');
      if (!isRedacted) return found;
      const copy = await this.locate(tx, clip, 'redacted-copy', 'view', ticket.renditionId ?? undefined);
      return { ...found, part: copy.part };
    });
  }

  private async require(tx: Transaction, by: OfficerId, id: ClipId): Promise<SentClip> {
    const clip = await this.clips.byId(tx, id);
    if (clip === undefined) throw new NotFound('The clip');
    await this.investigations.requireMember(tx, by, clip.investigationId);
    return clip;
  }

  private async locate(
    tx: Transaction,
    clip: SentClip,
    content: Content,
    purpose: Purpose,
    which?: RenditionId,
  ): Promise<ContentSource> {
    if (clip.erasedAt !== null) throw new ItemErased();
    if (clip.masterAt === null || clip.evidenceKey === null || clip.storedSha256 === null)
      throw new NotYetMaster();
    // The database refuses it as well; of what was sent, the original is handed out packed.
    const isCopy = content !== 'original' || clip.derivedFrom !== null;
    if (isCopy && (await this.malware.isHeld(tx, clip.id))) throw new CopiesHeld();
    if (content === 'original') {
      const { evidenceKey, size, storedSha256, fileName } = clip;
      return {
        clipId: clip.id,
        content,
        key: evidenceKey,
        size,
        sha256: storedSha256,
        // Never opened in the browser of an officer: it may be made to do harm.
        contentType: 'application/octet-stream',
        fileName,
        purpose,
        packed: await this.packing(tx, clip, clip.masterAt),
        renditionId: null,
        part: null,
      };
    }
    const rendition = await this.clips.rendition(tx, clip.id, content, which ?? null);
    if (!rendition?.objectKey || rendition.sha256 === null || rendition.size === null)
      throw new NoRendition(rendition?.why ?? null);
    const contentType = rendition.contentType ?? 'application/octet-stream';
    const fileName = renditionName(clip.exhibit, rendition.extract, content, contentType);
    return {
      clipId: clip.id,
      content,
      key: rendition.objectKey,
      size: rendition.size,
      sha256: rendition.sha256,
      contentType,
      fileName,
      purpose,
      packed: null,
      renditionId: rendition.id,
      part: partOf(rendition.facts),
    };
  }

  /** What this service made itself needs none. */
  private async packing(tx: Transaction, clip: SentClip, at: Date): Promise<ContentSource['packed']> {
    if (clip.derivedFrom !== null || clip.written || !isPacked(await this.malware.ofClip(tx, clip.id)))
      return null;
    return { crc32: clip.crc32, at, password: PACKING_PASSWORD };
  }
}

function partOf({ part }: JsonObject): ContentSource['part'] {
  if (typeof part !== 'object' || part === null) return null;
  const { from, to } = part as JsonObject;
  return typeof from === 'number' && typeof to === 'number' ? { from, to } : null;
}

const EXTENSION: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'audio/mp4': 'm4a',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};

/** A working copy never carries its master's name. */
function renditionName(
  ref: ExhibitRef | null,
  extract: number | null,
  content: Content,
  contentType: string,
): string {
  const what = extract === null ? content : `${extract}-${content === 'compilation' ? 'film' : 'extract'}`;
  return `${ref === null ? 'clip' : refInFileName(ref)}-${what}.${EXTENSION[contentType] ?? 'bin'}`;
}
