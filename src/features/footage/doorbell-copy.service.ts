import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { CLOCK, type Clock } from '../../kernel/clock';
import type { ClipId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import { adviceFor } from './domain/advice';
import { deletionOf } from './domain/deletion';
import { makeOf } from './domain/said-make';
import { FootageRepository } from './footage.repository';
import { retentionsOf } from './retention';

/** When the doorbell's maker deletes its own copy of a sent clip, kept where that copy would be the better one. */
@Injectable()
export class DoorbellCopyService {
  constructor(
    private readonly database: Database,
    private readonly footage: FootageRepository,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Safe to run again. */
  async note(id: ClipId): Promise<void> {
    await this.database.transaction(async (tx) => {
      const clip = await this.footage.clip(tx, id);
      if (clip === undefined || adviceFor(clip.source) === undefined) return;
      const deletion = deletionOf(makeOf(clip), clip.times, retentionsOf(this.config), this.clock.now());
      if (deletion.kind === 'counted') await this.footage.setDeletion(tx, id, deletion);
    });
  }
}
