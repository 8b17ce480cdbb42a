import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../../config';
import { NotFound } from '../../../kernel/errors';
import type { ClipId, InvestigationId, OfficerId, SubmissionId } from '../../../kernel/ids';
import { Database, type Transaction } from '../../../platform/database';
import { InvestigationsService } from '../../investigations';
import { ClipRepository, type SentClip } from '../clip.repository';
import { obstacle, type Candidate } from '../domain/together';
import { NothingPicked, NotTogether, TooManyPicked } from '../evidence.errors';
import { QueueRepository, type SentSubmission } from './queue.repository';
import type { Acceptance, Refusal, Registered } from '../domain/decision';
import { TriageSteps } from './steps';

/**
 * Deciding several clips of one sending at once, picked by hand: all of them or none, in one transaction, each with its own
 * event in its own chain. All or none, so that the officer never has to find out which half was done.
 */
@Injectable()
export class TogetherService {
  constructor(
    private readonly database: Database,
    private readonly clips: ClipRepository,
    private readonly queue: QueueRepository,
    private readonly investigations: InvestigationsService,
    private readonly steps: TriageSteps,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws NotFound */
  async submission(by: OfficerId, id: SubmissionId): Promise<SentSubmission> {
    return this.database.transaction((tx) => this.require(tx, by, id));
  }

  /** Its clips in the order of events; `after` is the last one of the page before. @throws NotFound */
  async clipsOf(by: OfficerId, id: SubmissionId, limit: number, after?: ClipId): Promise<SentClip[]> {
    return this.database.transaction(async (tx) => {
      await this.require(tx, by, id);
      return this.clips.ofSubmission(tx, id, limit, after);
    });
  }

  /** @throws NotFound, NothingPicked, TooManyPicked, NotTogether, AlreadyTriaged */
  async accept(
    by: OfficerId,
    id: SubmissionId,
    picked: readonly ClipId[],
    details: Acceptance,
  ): Promise<Registered[]> {
    return this.database.transaction(async (tx) => {
      await this.require(tx, by, id);
      return this.steps.accept(tx, by, await this.pick(tx, id, picked, 'accept'), details);
    });
  }

  /** As `accept`, of clips of any sending of an investigation. @throws NotFound, NothingPicked, TooManyPicked, NotTogether, AlreadyTriaged */
  async acceptIn(
    by: OfficerId,
    id: InvestigationId,
    picked: readonly ClipId[],
    details: Acceptance,
  ): Promise<Registered[]> {
    return this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      return this.steps.accept(tx, by, await this.pick(tx, id, picked, 'accept'), details);
    });
  }

  /** As `decline`, likewise. @throws NotFound, NothingPicked, TooManyPicked, NotTogether, AlreadyTriaged */
  async declineIn(
    by: OfficerId,
    id: InvestigationId,
    picked: readonly ClipId[],
    refusal: Refusal,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      await this.steps.decline(tx, by, await this.pick(tx, id, picked, 'decline'), refusal);
    });
  }

  /** @throws NotFound, NothingPicked, TooManyPicked, NotTogether, AlreadyTriaged */
  async decline(by: OfficerId, id: SubmissionId, picked: readonly ClipId[], refusal: Refusal): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.require(tx, by, id);
      await this.steps.decline(tx, by, await this.pick(tx, id, picked, 'decline'), refusal);
    });
  }

  private async require(tx: Transaction, by: OfficerId, id: SubmissionId): Promise<SentSubmission> {
    const found = await this.queue.submission(tx, id);
    if (found === undefined) throw new NotFound('The submission');
    await this.investigations.requireMember(tx, by, found.investigationId);
    return found;
  }

  private async pick(
    tx: Transaction,
    id: SubmissionId | InvestigationId,
    picked: readonly ClipId[],
    verb: 'accept' | 'decline',
  ): Promise<SentClip[]> {
    const ids = [...new Set(picked)];
    if (ids.length === 0) throw new NothingPicked();
    if (ids.length > this.config.limits.clipsTogether)
      throw new TooManyPicked(this.config.limits.clipsTogether);
    const found = await this.queue.candidates(tx, ids);
    if (found.length < ids.length) throw new NotFound('One of the clips');
    const obstacles = found.flatMap((clip: Candidate) => {
      const why = obstacle(clip, id, verb);
      return why === undefined ? [] : [{ clip, why }];
    });
    if (obstacles.some(({ why }) => why === 'elsewhere')) throw new NotFound('One of the clips');
    const [first] = obstacles;
    if (first !== undefined)
      throw new NotTogether(
        first.why,
        obstacles.map(({ clip }) => clip.fileName),
      );
    return this.clips.byIds(tx, ids);
  }
}
