import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors';
import type { ClipId, InvestigationId, OfficerId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { InvestigationsService } from '../../investigations';
import { NotesService } from '../../notes';
import { ClipRepository } from '../clip.repository';
import { QueueRepository, type Producer } from './queue.repository';

/** Where a clip stands among those that wait for a decision. */
export interface Place {
  readonly previous: ClipId | null;
  readonly next: ClipId | null;
  /** When its original was asked for and has not come. */
  readonly askedAt: Date | null;
  /** Proposed: of the clip that was accepted last of the same private link, or the other person whose link it is. */
  readonly producer: Producer | null;
  /** Its sender may be told that there is one like it from before: it came from them, too. */
  readonly haveIt: boolean;
}

/** The clips of an investigation that wait for a decision, in order. */
@Injectable()
export class QueueService {
  constructor(
    private readonly database: Database,
    private readonly queue: QueueRepository,
    private readonly clips: ClipRepository,
    private readonly investigations: InvestigationsService,
    private readonly notes: NotesService,
  ) {}

  /** @throws NotFound */
  async first(by: OfficerId, id: InvestigationId): Promise<ClipId | undefined> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.queue.first(tx, id);
    });
  }

  /** The next one after it, or the first when it was the last. @throws NotFound */
  async after(by: OfficerId, id: ClipId): Promise<{ investigationId: InvestigationId; clipId?: ClipId }> {
    return this.database.transaction(async (tx) => {
      const clip = await this.clips.byId(tx, id);
      if (clip === undefined) throw new NotFound('The clip');
      const { investigationId } = clip;
      await this.investigations.requireMember(tx, by, investigationId);
      const clipId =
        (await this.queue.next(tx, investigationId, id)) ?? (await this.queue.first(tx, investigationId));
      return { investigationId, ...(clipId && { clipId }) };
    });
  }

  /** Whether “We have it already” may be said of at least one of them. */
  async haveIt(clips: readonly ClipId[]): Promise<boolean> {
    return this.database.transaction((tx) => this.notes.haveOwnBefore(tx, clips));
  }

  /** @throws NotFound */
  async place(by: OfficerId, id: ClipId): Promise<Place> {
    return this.database.transaction(async (tx) => {
      const clip = await this.clips.byId(tx, id);
      if (clip === undefined) throw new NotFound('The clip');
      await this.investigations.requireMember(tx, by, clip.investigationId);
      return {
        previous: (await this.queue.previous(tx, clip.investigationId, id)) ?? null,
        next: (await this.queue.next(tx, clip.investigationId, id)) ?? null,
        askedAt: (await this.notes.askedAt(tx, id)) ?? null,
        producer: (await this.queue.producer(tx, id)) ?? null,
        haveIt: await this.notes.haveOwnBefore(tx, [id]),
      };
    });
  }
}
