import { Injectable } from '@nestjs/common';
import {
  CustodyLog,
  CustodyReader,
  NoProofYet,
  SERVICE_SUBJECT,
  clipSubject,
  exportRecords,
  latestCheckpoint,
  type HistoryEntry,
} from '../../custody';
import { NotFound } from '../../kernel/errors';
import type { ClipId, EventId, InvestigationId, OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import { ClipRepository } from './clip.repository';
import { LogRepository, type Link } from './log.repository';

/** Who asks: a member of the investigation, or one who audits all of them. */
export interface Reader {
  readonly id: OfficerId;
  readonly audits: boolean;
}

/** Which part of a history: everything, or at most `limit` records after one. */
export interface HistoryPart {
  readonly limit?: number;
  readonly after?: EventId | undefined;
}

/** One record of a chain, with the hashes that tie it to the one before. */
export type ChainEntry = HistoryEntry & Link;

/** Auditors see why something was done, not what the footage is called or shows. */
const AUDITORS_FIELDS = new Set(['reason']);

/** The log of a clip as officers and auditors read it, and its proofs. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly database: Database,
    private readonly clips: ClipRepository,
    private readonly logs: LogRepository,
    private readonly investigations: InvestigationsService,
    private readonly reader: CustodyReader,
    private readonly custody: CustodyLog,
  ) {}

  /** The records of a sent clip, oldest first. @throws NotFound for a draft and for a clip of others alike */
  async ofClip(by: Reader, id: ClipId, part: HistoryPart = {}): Promise<ChainEntry[]> {
    return this.database.transaction(async (tx) => {
      const member = await this.admitToClip(tx, by, id);
      if (!member) await this.logAudit(tx, id);
      const entries = await this.reader.history(tx, clipSubject(id), part);
      const numbers = entries.map(({ seq }) => seq);
      const links = await this.logs.links(tx, clipSubject(id), numbers);
      return entries.map((entry) => ({
        ...entry,
        ...(links.get(entry.seq) as Link),
        openings: member ? entry.openings : pick(entry.openings, AUDITORS_FIELDS),
      }));
    });
  }

  /**
   * Every record of a sent clip with its proof, the signed head of the log and the keys, as the files that `lintel verify`
   * checks, into a new `folder`. @throws NotFound, NoProofYet while a record awaits its signature
   */
  async exportTo(by: Reader, id: ClipId, folder: string): Promise<void> {
    await this.database.snapshot(async (tx) => {
      const member = await this.admitToClip(tx, by, id);
      await exportRecords(tx, [clipSubject(id)], folder, {
        discloses: ({ field }) => member || AUDITORS_FIELDS.has(field),
      });
    });
  }

  /** To be stated before an export leaves. @throws NotFound */
  async logExport(by: Reader, id: ClipId, reason: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.admitToClip(tx, by, id);
      await this.custody.append(tx, {
        type: 'history-exported',
        subject: clipSubject(id),
        secrets: { reason },
      });
    });
  }

  /** C2SP tlog-proof of one event. @throws NoProofYet also for an event that the reader may not see */
  async proof(by: Reader, id: EventId): Promise<string> {
    return this.database.transaction(async (tx) => {
      const place = await this.logs.placeOf(tx, id);
      if (place === undefined) throw new NoProofYet();
      if (place.investigationId !== null) await this.admit(tx, by, place.investigationId, new NoProofYet());
      else if (!by.audits) throw new NoProofYet();
      return this.reader.proofFor(tx, id);
    });
  }

  /** The newest signed head of the log, a C2SP checkpoint. @throws NotFound before the first */
  async checkpoint(): Promise<string> {
    const newest = await this.database.transaction(latestCheckpoint);
    if (newest === undefined) throw new NotFound('A checkpoint');
    return newest.note;
  }

  /** Every key that ever signed a checkpoint, as C2SP verifier keys. */
  async keys(): Promise<string[]> {
    return this.database.transaction((tx) => this.logs.keys(tx));
  }

  /** What auditors read is logged like what they search; on a chain of its own, so that reading leaves no trace in the item's. */
  private async logAudit(tx: Transaction, id: ClipId): Promise<void> {
    await this.custody.append(tx, {
      type: 'audit-searched',
      subject: SERVICE_SUBJECT,
      detail: { use: 'history', clip: id },
    });
  }

  /** As `admit`. Auditors see the log of a clip and never the clip. */
  private async admitToClip(tx: Transaction, by: Reader, id: ClipId): Promise<boolean> {
    if (by.audits) {
      if (!(await this.logs.has(tx, clipSubject(id)))) throw new NotFound('The clip');
      return false;
    }
    const clip = await this.clips.byId(tx, id);
    if (clip === undefined) throw new NotFound('The clip');
    return this.admit(tx, by, clip.investigationId);
  }

  /** Gives whether the reader is a member, and not only an auditor. */
  private async admit(
    tx: Transaction,
    by: Reader,
    id: InvestigationId,
    refusal: Error = new NotFound('The clip'),
  ): Promise<boolean> {
    if (by.audits) return false;
    await this.investigations.requireMember(tx, by.id, id).catch((error: unknown) => {
      throw error instanceof NotFound ? refusal : error;
    });
    return true;
  }
}

const pick = (openings: HistoryEntry['openings'], fields: ReadonlySet<string>): HistoryEntry['openings'] =>
  Object.fromEntries(Object.entries(openings).filter(([field]) => fields.has(field)));
