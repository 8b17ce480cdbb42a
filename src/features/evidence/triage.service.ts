import { Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject, investigationSubject, type Fact } from '../../custody';
import { NotFound } from '../../kernel/errors';
import {
  randomId,
  type ClipId,
  type ExhibitId,
  type ExhibitRef,
  type InvestigationId,
  type OfficerId,
} from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import { ClipRepository, type Rendition, type SentClip } from './clip.repository';
import { exhibitRef } from './domain/exhibit-ref';
import { AlreadyTriaged, NotYetMaster } from './evidence.errors';
import { ExhibitRepository, type Exhibit } from './exhibit.repository';

export interface Acceptance {
  /** Two to four capital letters: the initials of the person who exported the clip. */
  readonly initials: string;
  readonly producerName: string;
  readonly description: string;
}

/** What officers do with what was sent: look through it, accept or decline it, and number what they accept. */
@Injectable()
export class TriageService {
  constructor(
    private readonly database: Database,
    private readonly clips: ClipRepository,
    private readonly exhibits: ExhibitRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
  ) {}

  /** Sent clips, oldest first; `after` is the last clip of the page before. @throws NotFound */
  async list(
    by: OfficerId,
    id: InvestigationId,
    untriagedOnly: boolean,
    limit = 100,
    after?: ClipId,
  ): Promise<SentClip[]> {
    return this.database.transaction({}, async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.clips.ofInvestigation(tx, id, untriagedOnly, limit, after);
    });
  }

  /** @throws NotFound for a draft, for an unknown clip and for one of another investigation alike */
  async clip(by: OfficerId, id: ClipId): Promise<SentClip & { renditions: Rendition[] }> {
    return this.database.transaction({}, async (tx) => ({
      ...(await this.require(tx, by, id)),
      renditions: await this.clips.renditions(tx, id),
    }));
  }

  /**
   * The clip becomes an exhibit with the next reference of its producer. @throws NotFound, NotYetMaster, AlreadyTriaged
   */
  async accept(
    by: OfficerId,
    id: ClipId,
    details: Acceptance,
  ): Promise<{ id: ExhibitId; reference: ExhibitRef }> {
    return this.database.transaction({}, async (tx) => {
      const clip = await this.require(tx, by, id);
      if (clip.masterAt === null || clip.storedSha256 === null) throw new NotYetMaster();
      if (!(await this.exhibits.insertTriage(tx, id, 'accepted', '', by))) throw new AlreadyTriaged();
      const { investigationId } = clip;
      const reference = exhibitRef(
        details.initials,
        await this.exhibits.nextNumber(tx, investigationId, details.initials),
      );
      const exhibitId = randomId<ExhibitId>();
      const { producerName, description } = details;
      await this.exhibits.insert(
        tx,
        { id: exhibitId, investigationId, clipId: id, reference, producerName, description },
        by,
      );
      await this.log(tx, 'exhibit-registered', by, clip, {
        detail: { exhibit: exhibitId, sha256: clip.storedSha256 },
        secrets: { reference, producerName, description },
      });
      await this.close(tx, by, clip);
      return { id: exhibitId, reference };
    });
  }

  /** The clip stays in the record as unused material. @throws NotFound, AlreadyTriaged */
  async decline(by: OfficerId, id: ClipId, reason: string): Promise<void> {
    await this.database.transaction({}, async (tx) => {
      const clip = await this.require(tx, by, id);
      if (!(await this.exhibits.insertTriage(tx, id, 'declined', reason, by))) throw new AlreadyTriaged();
      await this.log(tx, 'clip-declined', by, clip, { secrets: { reason } });
      await this.close(tx, by, clip);
    });
  }

  /** In the order in which they were registered; `after` is the last one of the page before. @throws NotFound */
  async listExhibits(by: OfficerId, id: InvestigationId, limit = 100, after?: ExhibitId): Promise<Exhibit[]> {
    return this.database.transaction({}, async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.exhibits.ofInvestigation(tx, id, limit, after);
    });
  }

  /** The newest exhibit of an investigation, if it has any. @throws NotFound */
  async latestExhibit(by: OfficerId, id: InvestigationId): Promise<Exhibit | undefined> {
    return this.database.transaction({}, async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.exhibits.latest(tx, id);
    });
  }

  /** @throws NotFound */
  async exhibit(by: OfficerId, id: ExhibitId): Promise<Exhibit> {
    return this.database.transaction({}, async (tx) => {
      const found = await this.exhibits.byId(tx, id);
      if (found === undefined) throw new NotFound('The exhibit');
      await this.investigations.requireMember(tx, by, found.investigationId);
      return found;
    });
  }

  private async require(tx: Transaction, by: OfficerId, id: ClipId): Promise<SentClip> {
    const clip = await this.clips.byId(tx, id);
    if (clip === undefined) throw new NotFound('The clip');
    await this.investigations.requireMember(tx, by, clip.investigationId);
    return clip;
  }

  private async close(tx: Transaction, by: OfficerId, clip: SentClip): Promise<void> {
    const closed = await this.exhibits.closeSubmission(tx, clip.submissionId);
    if (closed === undefined) return;
    await this.custody.append(tx, {
      type: closed.accepted > 0 ? 'submission-accepted' : 'submission-declined',
      subject: investigationSubject(clip.investigationId),
      actor: { kind: 'officer', id: by },
      investigation: clip.investigationId,
      detail: { submission: clip.submissionId, accepted: closed.accepted },
    });
  }

  private async log(
    tx: Transaction,
    type: Fact['type'],
    by: OfficerId,
    clip: SentClip,
    facts: Pick<Fact, 'detail' | 'secrets'>,
  ): Promise<void> {
    const actor = { kind: 'officer', id: by } as const;
    await this.custody.append(tx, {
      type,
      subject: clipSubject(clip.id),
      actor,
      investigation: clip.investigationId,
      ...facts,
    });
  }
}
