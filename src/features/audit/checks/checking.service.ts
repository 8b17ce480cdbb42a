import { Injectable } from '@nestjs/common';
import type { LogCheckId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { LogWatch } from '../../log-watch';
import { ChecksRepository } from './checks.repository';

/** The worker's side: runs the verifier of `lintel verify --live`, against everything that remembers the log. */
@Injectable()
export class CheckingService {
  constructor(
    private readonly database: Database,
    private readonly checks: ChecksRepository,
    private readonly watch: LogWatch,
  ) {}

  /** Safe to run again: the first verdict stays. */
  async check(id: LogCheckId): Promise<void> {
    if (!(await this.database.transaction((tx) => this.checks.isOpen(tx, id)))) return;
    const verdict = await this.watch.check();
    await this.database.transaction((tx) => this.checks.finish(tx, id, verdict));
  }
}
