import { Injectable } from '@nestjs/common';
import type { ClipId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import { TroubleRepository, type Trouble } from './trouble.repository';

/** Keeps for the officers what went wrong with a clip, until it is put right. */
@Injectable()
export class TroubleService {
  constructor(
    private readonly database: Database,
    private readonly troubles: TroubleRepository,
  ) {}

  /** Does `work`; when its last attempt fails, that is kept, and taken away when a later one succeeds. */
  async watch(id: ClipId, kind: Trouble, last: boolean, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (last) await this.begin(id, kind);
      throw error;
    }
    await this.database.transaction((tx) => this.troubles.end(tx, id, kind));
  }

  async begin(id: ClipId, kind: Trouble): Promise<void> {
    await this.database.transaction((tx) => this.troubles.begin(tx, id, kind));
  }

  async setMissing(ids: readonly ClipId[]): Promise<void> {
    await this.database.transaction((tx) => this.troubles.setMissing(tx, ids));
  }
}
