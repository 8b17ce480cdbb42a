import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CLOCK, type Clock } from '../../kernel/clock';
import { NotFound } from '../../kernel/errors';
import type { ClipId, OfficerId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import type { Answers } from './domain/answers';
import type { KeptTime } from './domain/candidate';
import { deletionOf, type Deletion } from './domain/deletion';
import { likelyTime, type LikelyTime } from './domain/likely-time';
import { makeOf } from './domain/said-make';
import { FootageRepository, type FootageClip, type Version } from './footage.repository';
import { retentionsOf } from './retention';

export interface SentFootage extends FootageClip {
  readonly answers: Pick<Answers, 'clockRight' | 'clockCheck'>;
  /** The time to begin with; `undefined` where none can be read. */
  readonly likely: LikelyTime<KeptTime> | undefined;
  /** Of the doorbell's own copy: the original may still be had, or not for long. */
  readonly deletion: Deletion;
  /** Other versions of the same recording; no draft is among them. */
  readonly versions: readonly Version[];
}

/** Where a sent clip comes from and which times it carries, for those who work on the case. */
@Injectable()
export class SentFootageService {
  constructor(
    private readonly database: Database,
    private readonly footage: FootageRepository,
    private readonly investigations: InvestigationsService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws NotFound for a draft, for an unknown clip and for one of another investigation alike */
  async of(by: OfficerId, id: ClipId): Promise<SentFootage> {
    return this.database.transaction(async (tx) => {
      const clip = await this.footage.clip(tx, id);
      if (clip === undefined) throw new NotFound('The clip');
      await this.investigations.requireMember(tx, by, clip.investigationId);
      const answers = await this.footage.answers(tx, id);
      const versions = await this.footage.versions(tx, id);
      return {
        ...clip,
        replaces: versions.find(({ relation }) => relation === 'worse')?.id ?? null,
        ...{ answers, versions },
        likely: likelyTime(clip.times, await this.footage.duration(tx, id)),
        deletion: deletionOf(makeOf(clip), clip.times, retentionsOf(this.config), this.clock.now()),
      };
    });
  }
}
