import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../../config';
import { NotFound } from '../../kernel/errors';
import type { ClipId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { hashStream } from '../../platform/digest';
import { alsoTo, type Engine, type MalwareScanner } from '../../platform/malware';
import { evidenceKey, type EvidenceStore } from '../../platform/object-store';
import { FoundMalwareService, isSettled, type MalwareState, type Scanned } from '../malware';
import { throttled } from './fixity';
import { MasterRepository, type WorkClip } from './master.repository';
import { EVIDENCE, SCANNER } from './stores';

/** A worker that dies while it scans leaves the item to the others after so long; so does a scanner that fell silent. */
const AGAIN_SECONDS = 600;
const DAY_SECONDS = 86_400;

export interface Rescanned {
  readonly id: ClipId;
  readonly state: MalwareState['state'];
}

/**
 * Scans locked originals again when the signatures have changed, and for the first time those that could not be scanned when they
 * arrived. Workers share them out; each reads no faster than it may.
 */
@Injectable()
export class RescanService {
  constructor(
    private readonly database: Database,
    private readonly masters: MasterRepository,
    private readonly malware: FoundMalwareService,
    @Inject(EVIDENCE) private readonly evidence: EvidenceStore,
    @Inject(SCANNER) private readonly scanner: MalwareScanner,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The item that has waited longest, if one is due. @throws ScannerAway, the signal's reason, and what the store throws */
  async next(signal: AbortSignal): Promise<Rescanned | undefined> {
    const engine = await this.scanner.check();
    const { rescanDays } = this.config.malware;
    const clip = await this.database.transaction(async (tx) => {
      const id = await this.claim(tx, rescanDays);
      return id === undefined ? undefined : this.masters.byId(tx, id);
    });
    if (clip?.evidenceKey == null || clip.storedSha256 === null) return undefined;
    const before = await this.database.transaction((tx) => this.malware.of(tx, clip.id));
    if (before !== undefined && isSettled(before) && !isNewer(engine, before)) {
      await this.database.transaction((tx) => this.malware.turned(tx, clip.id));
      return { id: clip.id, state: before.state };
    }
    return this.scan(clip, clip.evidenceKey, signal);
  }

  private async scan(clip: WorkClip, key: string, signal: AbortSignal): Promise<Rescanned | undefined> {
    const scan = await this.scanner.begin(clip.size);
    try {
      const stream = throttled(
        await this.evidence.read(evidenceKey(key)),
        this.config.malware.bytesPerSecond,
        signal,
      );
      const { sha256 } = await hashStream(alsoTo(scan, stream));
      // Damaged: that is for the regular reading to find out and to say. Its turn comes again.
      if (sha256 !== clip.storedSha256) return undefined;
      const found = await scan.end();
      await this.record(clip, { sha256, found });
      return { id: clip.id, state: found.state };
    } catch (error) {
      if (error instanceof NotFound) return undefined;
      throw error;
    } finally {
      scan.abandon();
    }
  }

  private async record(clip: WorkClip, scanned: Scanned): Promise<void> {
    const { found } = scanned;
    // It is asked again: a row for each time would say nothing.
    if (found.state === 'not-scanned' && found.reason === 'scanner-away') return;
    await this.database.transaction(async (tx) => {
      await this.malware.again(tx, clip, scanned);
      await this.malware.turned(tx, clip.id);
    });
  }

  /** Taken for this worker: nobody else's for ten minutes, and then due again if nothing has come of it. */
  private async claim(tx: Transaction, days: number): Promise<ClipId | undefined> {
    const [row] = await tx.query<{ id: ClipId }>(
      `UPDATE lintel.clip SET malware_at = now() - make_interval(secs => $2)
        WHERE id = (
          SELECT id FROM lintel.clip
           WHERE state = 'master' AND erased_at IS NULL AND derived_from IS NULL AND NOT written
             AND coalesce(malware_at, '-infinity') < now() - make_interval(secs => $1)
           ORDER BY coalesce(malware_at, '-infinity'), id LIMIT 1 FOR UPDATE SKIP LOCKED)
        RETURNING id`,
      [days * DAY_SECONDS, days * DAY_SECONDS - AGAIN_SECONDS],
    );
    return row?.id;
  }
}

/** Signatures without a number may always be others. */
const isNewer = (engine: Engine, before: MalwareState): boolean =>
  engine.signatures === null || engine.signatures !== before.signatures || engine.engine !== before.engine;
