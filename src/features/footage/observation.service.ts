import { Injectable } from '@nestjs/common';
import type { ClipId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { FileFacts } from '../../platform/media';
import type { Answers } from './domain/answers';
import { sameDoorbell } from './domain/same-doorbell';
import { recogniseSource, type Source } from './domain/source';
import { timeCandidates } from './domain/times';
import { FootageRepository } from './footage.repository';

/** Looks into a clip that has just been identified: where it comes from, and which times it carries. */
@Injectable()
export class ObservationService {
  constructor(private readonly footage: FootageRepository) {}

  /**
   * In the transaction of the check, which holds the clip's row. `undefined` when the clip is gone.
   * @param type what its first bytes look like
   */
  async observe(tx: Transaction, id: ClipId, facts: FileFacts, type: string): Promise<Source | undefined> {
    const clip = await this.footage.bare(tx, id);
    if (clip === undefined) return undefined;
    const { fileName, uploadedAt, fileDate } = clip;
    const source = recogniseSource(fileName, facts, type);
    const answers: Answers = { ...(await this.answers(tx, id, source)), ...(fileDate && { fileDate }) };
    await this.footage.setSource(tx, id, source);
    await this.footage.addTimes(tx, id, timeCandidates(fileName, facts, uploadedAt, answers));
    return source;
  }

  /** The clock was compared for another clip of the same doorbell: that holds for this one as well. */
  private async answers(tx: Transaction, id: ClipId, source: Source): Promise<Answers> {
    const own = await this.footage.answers(tx, id);
    if (own.clockCheck !== undefined) return own;
    const sibling = await this.footage.siblingCheck(tx, id);
    return sibling === undefined || !sameDoorbell(sibling.source, source)
      ? own
      : { ...own, clockCheck: sibling.check };
  }
}
