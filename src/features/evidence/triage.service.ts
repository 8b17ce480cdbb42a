import { Injectable } from '@nestjs/common';
import { NotFound } from '../../kernel/errors';
import type { ClipId, ExhibitId, InvestigationId, OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import { ClipRepository, type Rendition, type SentClip } from './clip.repository';
import type { Acceptance, Refusal, Registered } from './domain/decision';
import { initialsFor } from './domain/exhibit-ref';
import { AlreadyTriaged } from './evidence.errors';
import { ExhibitRepository, type Exhibit } from './exhibit.repository';
import { TriageSteps } from './triage/steps';

/** What officers do with what was sent: look through it, accept or decline it, and number what they accept. */
@Injectable()
export class TriageService {
  constructor(
    private readonly database: Database,
    private readonly clips: ClipRepository,
    private readonly exhibits: ExhibitRepository,
    private readonly investigations: InvestigationsService,
    private readonly steps: TriageSteps,
  ) {}

  /** Sent clips in the order of events; `after` is the last clip of the page before. @throws NotFound */
  async list(
    by: OfficerId,
    id: InvestigationId,
    untriagedOnly: boolean,
    limit = 100,
    after?: ClipId,
  ): Promise<SentClip[]> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.clips.ofInvestigation(tx, id, untriagedOnly, limit, after);
    });
  }

  /** @throws NotFound for a draft, for an unknown clip and for one of another investigation alike */
  async clip(by: OfficerId, id: ClipId): Promise<SentClip & { renditions: Rendition[] }> {
    return this.database.transaction(async (tx) => ({
      ...(await this.require(tx, by, id)),
      renditions: await this.clips.renditions(tx, id),
    }));
  }

  /**
   * The clip becomes an exhibit with the next reference of its producer. Who sends the same again, as where the answer was lost on its way,
   * is given what was made. @throws NotFound, NotYetMaster, AlreadyTriaged
   */
  async accept(by: OfficerId, id: ClipId, details: Acceptance): Promise<Registered> {
    return this.once(
      async (tx) => {
        const [made] = await this.steps.accept(tx, by, [await this.require(tx, by, id)], details);
        return made as Registered;
      },
      (tx) => this.exhibits.acceptedBy(tx, id, by, { ...details, initials: initialsFor(details) }),
    );
  }

  /** The clip stays in the record as unused material. Sent again by the same officer it is done. @throws NotFound, AlreadyTriaged */
  async decline(by: OfficerId, id: ClipId, refusal: Refusal): Promise<void> {
    await this.once(
      async (tx) => {
        await this.steps.decline(tx, by, [await this.require(tx, by, id)], refusal);
        return true;
      },
      async (tx) => (await this.exhibits.isDeclinedBy(tx, id, by, refusal)) || undefined,
    );
  }

  /** What was done by `before` already, word for word, is done. */
  private async once<Result>(
    work: (tx: Transaction) => Promise<Result>,
    before: (tx: Transaction) => Promise<Result | undefined>,
  ): Promise<Result> {
    try {
      return await this.database.transaction(work);
    } catch (error) {
      const done = error instanceof AlreadyTriaged ? await this.database.transaction(before) : undefined;
      if (done === undefined) throw error;
      return done;
    }
  }

  /** A note on the victim's own pages, and nothing else: the original would help, if the victim has it. @throws NotFound */
  async askForOriginal(by: OfficerId, id: ClipId): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.steps.askForOriginal(tx, by, await this.require(tx, by, id));
    });
  }

  /** As their references count; `after` is the last one of the page before. @throws NotFound */
  async listExhibits(by: OfficerId, id: InvestigationId, limit = 100, after?: ExhibitId): Promise<Exhibit[]> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.exhibits.ofInvestigation(tx, id, limit, after);
    });
  }

  /** @throws NotFound */
  async exhibit(by: OfficerId, id: ExhibitId): Promise<Exhibit> {
    return this.database.transaction(async (tx) => {
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
}
