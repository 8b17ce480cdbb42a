import { Injectable } from '@nestjs/common';
import { Elsewhere } from '../../../../features/identity';
import { NotFound } from '../../../../kernel/errors';
import type { SessionFamily } from '../../../../kernel/ids';
import { Database } from '../../../../platform/database';
import { SessionRepository, type OwnSession } from './session.repository';

/** Where an officer is signed in, and ending it from elsewhere. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionRepository,
    private readonly elsewhere: Elsewhere,
  ) {}

  /** Of whoever acts; this one first, then the latest. */
  async list(): Promise<OwnSession[]> {
    return this.database.transaction((tx) => this.sessions.own(tx));
  }

  /** @throws NotFound for one that is over, another's, or the one that acts: that is signed out of */
  async end(which: SessionFamily): Promise<void> {
    if ((await this.endAll(which)) === 0) throw new NotFound('The session');
  }

  /** All but the one that acts; gives how many there were. */
  async endOthers(): Promise<number> {
    return this.endAll();
  }

  private async endAll(which?: SessionFamily): Promise<number> {
    return this.database.transaction(async (tx) => {
      const sessions = await this.elsewhere.end(tx, which);
      await this.elsewhere.log(tx, sessions);
      return sessions;
    });
  }
}
