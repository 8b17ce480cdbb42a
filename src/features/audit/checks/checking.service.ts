import { text } from 'node:stream/consumers';
import { Inject, Injectable } from '@nestjs/common';
import { verifyLive } from '../../../custody';
import type { LogCheckId } from '../../../kernel/ids';
import { Database } from '../../../platform/database';
import type { EvidenceKey, EvidenceStore } from '../../../platform/object-store';
import { ChecksRepository } from './checks.repository';
import { spread } from './spread';

/** Injection tokens. The keys are those of this installation's key files, not of the database. */
export const TRUSTED_KEYS = Symbol('verifier keys');
export const HELD_STORE = Symbol('EvidenceStore with the published checkpoints');

/** Where the worker publishes signed heads: locked, and out of a database superuser's reach. */
const PUBLISHED = 'checkpoints/';
/** So many published heads are compared: the first, the last, and some between. */
const HELD = 50;

/** The worker's side: runs the verifier of `lintel verify --live`, against the heads in the locked store, too. */
@Injectable()
export class CheckingService {
  constructor(
    private readonly database: Database,
    private readonly checks: ChecksRepository,
    @Inject(TRUSTED_KEYS) private readonly keys: readonly string[],
    @Inject(HELD_STORE) private readonly evidence: Pick<EvidenceStore, 'list' | 'read'>,
  ) {}

  /** Safe to run again: the first verdict stays. */
  async check(id: LogCheckId): Promise<void> {
    if (!(await this.database.transaction((tx) => this.checks.isOpen(tx, id)))) return;
    // Before the log is read: what is published by now is in the log that is read after it.
    const trustedCheckpoints = await this.published();
    const verdict = await verifyLive(this.database, { keys: this.keys, trustedCheckpoints });
    await this.database.transaction((tx) => this.checks.finish(tx, id, verdict));
  }

  private async published(): Promise<string[]> {
    const keys: EvidenceKey[] = [];
    for await (const { key } of this.evidence.list(PUBLISHED)) keys.push(key);
    const notes: string[] = [];
    for (const key of spread(keys.sort(), HELD)) notes.push(await text(await this.evidence.read(key)));
    return notes;
  }
}
