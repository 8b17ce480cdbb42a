import { Injectable } from '@nestjs/common';
import type { ClipId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import { Outbox } from '../../platform/queue';
import { checkFixity } from './jobs';

/** Somebody was about to be given bytes that are not what was locked: the worker reads them again and says so in the log. */
@Injectable()
export class DamageReports {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
  ) {}

  async report(clipId: ClipId): Promise<void> {
    await this.database.transaction((tx) => this.outbox.add(tx, checkFixity, { clipId }));
  }
}
