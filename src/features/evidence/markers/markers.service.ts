import { Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject, type Statement } from '../../../custody';
import { NotFound } from '../../../kernel/errors';
import { randomId, type ClipId, type MarkerId, type OfficerId } from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import { InvestigationsService } from '../../investigations';
import { ClipRepository, type SentClip } from '../clip.repository';
import { ItemErased } from '../evidence.errors';
import { frameCountOf } from '../stills/domain';
import { NoFrame } from '../stills/stills.errors';
import { StruckAlready } from './markers.errors';
import { MarkersRepository, type Marker } from './markers.repository';

export interface NewMarker {
  /** Counted from 1; without it the note is on the whole clip. */
  readonly frame?: number | undefined;
  /** From the first frame. */
  readonly seconds?: number | undefined;
  readonly text: string;
}

/** What officers write about a clip and its moments. The log commits to the words and does not hold them. */
@Injectable()
export class MarkersService {
  constructor(
    private readonly database: Database,
    private readonly markers: MarkersRepository,
    private readonly clips: ClipRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
  ) {}

  /** In the order of the clip; `after` is the last one of the page before. @throws NotFound */
  async ofClip(by: OfficerId, id: ClipId, limit: number, after?: MarkerId): Promise<Marker[]> {
    return this.database.transaction(async (tx) => {
      await this.require(tx, by, id);
      return this.markers.ofClip(tx, id, limit, after);
    });
  }

  /** After which note to begin so that this one is among the next `limit`; `undefined`: at the first. @throws NotFound */
  async pageWith(by: OfficerId, id: ClipId, marker: MarkerId, limit: number): Promise<MarkerId | undefined> {
    return this.database.transaction(async (tx) => {
      await this.require(tx, by, id);
      const onFirst = (await this.markers.before(tx, id, marker, limit)) === undefined;
      return onFirst ? undefined : this.markers.before(tx, id, marker, Math.ceil(limit / 2));
    });
  }

  /** The same form sent again is the note that it was. @throws NotFound, ItemErased, NoFrame */
  async add(by: OfficerId, id: ClipId, { frame, seconds, text }: NewMarker): Promise<MarkerId> {
    return this.database.transaction(async (tx) => {
      const clip = await this.require(tx, by, id);
      if (clip.erasedAt !== null) throw new ItemErased();
      const count = frameCountOf((await this.clips.rendition(tx, id, 'proxy'))?.facts);
      if (frame !== undefined && count !== undefined && frame > count) throw new NoFrame(count);
      const at = { frame: frame ?? null, seconds: frame === undefined ? null : (seconds ?? null) };
      const written = { clipId: id, ...at, text, authorId: by };
      await this.markers.lock(tx, id);
      const before = await this.markers.justWritten(tx, written);
      if (before !== undefined) return before;
      const marker = randomId<MarkerId>();
      await this.markers.insert(tx, { id: marker, ...written });
      const detail = { marker, frame: at.frame };
      await this.log(tx, clip, { type: 'marker-added', detail, secrets: { text } });
      return marker;
    });
  }

  /** Whoever works on the case may; what was written stays, struck through. @throws NotFound, StruckAlready */
  async strike(by: OfficerId, id: MarkerId, reason: string): Promise<ClipId> {
    return this.database.transaction(async (tx) => {
      const marker = await this.markers.byId(tx, id);
      if (marker === undefined) throw new NotFound('The note');
      const clip = await this.require(tx, by, marker.clipId).catch((error: unknown) => {
        throw error instanceof NotFound ? new NotFound('The note') : error;
      });
      if (!(await this.markers.strike(tx, id, by, reason))) throw new StruckAlready();
      await this.log(tx, clip, { type: 'marker-struck', detail: { marker: id }, secrets: { reason } });
      return clip.id;
    });
  }

  private async require(tx: Transaction, by: OfficerId, id: ClipId): Promise<SentClip> {
    const clip = await this.clips.byId(tx, id);
    if (clip === undefined) throw new NotFound('The clip');
    await this.investigations.requireMember(tx, by, clip.investigationId);
    return clip;
  }

  private async log(
    tx: Transaction,
    clip: SentClip,
    said: Statement<'marker-added' | 'marker-struck'>,
  ): Promise<void> {
    await this.custody.append(tx, {
      ...said,
      subject: clipSubject(clip.id),
      investigation: clip.investigationId,
    });
  }
}
