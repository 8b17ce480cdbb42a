import { Injectable } from '@nestjs/common';
import { NotFound } from '../../../kernel/errors';
import { randomId, type LogCheckId, type OfficerId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { Outbox } from '../../../platform/queue';
import { ChecksRepository, type LogCheck } from './checks.repository';
import { checkLog } from './jobs';

const SHOWN = 20;

/** Live checks of the whole log. The worker does them: the officers' role does not see the chains of drafts. */
@Injectable()
export class ChecksService {
  constructor(
    private readonly database: Database,
    private readonly checks: ChecksRepository,
    private readonly outbox: Outbox,
  ) {}

  /** Gives the one that is under way, or starts another. */
  async ask(by: OfficerId): Promise<LogCheckId> {
    return this.database.transaction(async (tx) => {
      const running = await this.checks.running(tx);
      if (running !== undefined) return running;
      const id = randomId<LogCheckId>();
      await this.checks.insert(tx, id, by);
      await this.outbox.add(tx, checkLog, { checkId: id });
      return id;
    });
  }

  /** Newest first. */
  async list(): Promise<LogCheck[]> {
    return this.database.transaction((tx) => this.checks.newest(tx, SHOWN));
  }

  /** @throws NotFound */
  async get(id: LogCheckId): Promise<LogCheck> {
    const found = await this.database.transaction((tx) => this.checks.byId(tx, id));
    if (found === undefined) throw new NotFound('The check');
    return found;
  }
}
