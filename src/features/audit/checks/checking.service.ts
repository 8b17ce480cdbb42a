import { Inject, Injectable } from '@nestjs/common';
import { verifyLive } from '../../../custody';
import type { LogCheckId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import { ChecksRepository } from './checks.repository';

/** Injection token: the verifier keys of this installation, from its key files and not from the database. */
export const TRUSTED_KEYS = Symbol('verifier keys');

/** The worker's side: runs the verifier of `lintel verify --live`. */
@Injectable()
export class CheckingService {
  constructor(
    private readonly database: Database,
    private readonly checks: ChecksRepository,
    @Inject(TRUSTED_KEYS) private readonly keys: readonly string[],
  ) {}

  /** Safe to run again: the first verdict stays. */
  async check(id: LogCheckId): Promise<void> {
    if (!(await this.database.transaction({}, (tx) => this.checks.isOpen(tx, id)))) return;
    const verdict = await verifyLive(this.database, { keys: this.keys });
    await this.database.transaction({}, (tx) => this.checks.finish(tx, id, verdict));
  }
}
