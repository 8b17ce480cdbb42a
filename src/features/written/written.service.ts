import { Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog } from '../../custody';
import { NotFound } from '../../kernel/errors';
import type { ApplicationId, ClipId, InvestigationId, OfficerId } from '../../kernel/ids';
import { Database, type Transaction } from '../../platform/database';
import { Outbox } from '../../platform/queue';
import { InvestigationsService } from '../investigations';
import type { WrittenLine } from './domain/content';
import {
  incidentFound,
  messageFound,
  noteFound,
  remarksFound,
  transcriptFound,
  type Found,
} from './domain/found';
import { filmFound } from './domain/found-film';
import { requestFound } from './domain/found-request';
import { lockWritten } from './jobs';
import { WrittenRepository, type WrittenItem } from './written.repository';

/** A chronology or an application as it was made. */
export interface PaperMade {
  readonly title: string;
  readonly madeAt: Date;
  readonly lines: readonly WrittenLine[];
  /** Of an application the recordings and entries of the diary that it tells of. */
  readonly tellsOf?: readonly string[];
}

/** What is written in an investigation, taken as items that can be decided about. */
@Injectable()
export class WrittenService {
  constructor(
    private readonly database: Database,
    private readonly rows: WrittenRepository,
    private readonly investigations: InvestigationsService,
    private readonly outbox: Outbox,
    private readonly custody: CustodyLog,
  ) {}

  /**
   * Every entry, message, note, request to another person, version of a transcript and approved film that there is now becomes an item, if it is none
   * yet. Before a list, a form or a bundle is made, so that nothing of this can be left out of it. For who is no member it does nothing.
   */
  async collect(tx: Transaction, id: InvestigationId): Promise<void> {
    const found: readonly Found[] = [
      ...(await this.rows.incidents(tx, id)).map(incidentFound),
      ...(await this.rows.messages(tx, id)).map(messageFound),
      ...(await this.rows.notes(tx, id)).map(noteFound),
      ...(await this.rows.remarks(tx, id)).map(remarksFound),
      ...(await this.rows.requests(tx, id)).map(requestFound),
      ...(await this.rows.transcripts(tx, id)).map(transcriptFound),
      ...(await this.rows.films(tx, id)).map(filmFound),
    ];
    if (found.length > 0) await this.rows.take(tx, id, found);
  }

  /** A chronology that an officer made is an item, too; one with the same words is the same. */
  async takeChronology(by: OfficerId, id: InvestigationId, made: PaperMade): Promise<void> {
    await this.takePaper(by, id, { kind: 'chronology', source: id }, made);
  }

  /** So is each version of an application of which a paper was made. */
  async takeApplication(
    by: OfficerId,
    id: InvestigationId,
    version: ApplicationId,
    made: PaperMade,
  ): Promise<void> {
    await this.takePaper(by, id, { kind: 'application', source: version }, made);
  }

  private async takePaper(
    by: OfficerId,
    id: InvestigationId,
    of: Pick<Found, 'kind' | 'source'>,
    { title, madeAt, ...content }: PaperMade,
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.investigations.requireMember(tx, by, id);
      await this.rows.take(tx, id, [{ ...of, title, sentAt: madeAt, content }]);
    });
  }

  /** Fixes the words of those items that are written, puts them on record, and asks for the locked file. */
  async freeze(tx: Transaction, id: InvestigationId, items: readonly ClipId[]): Promise<void> {
    const frozen = await this.rows.freeze(tx, id, items);
    for (const { id: clipId, kind, version, title, content } of frozen) {
      await this.custody.append(tx, {
        type: 'item-frozen',
        subject: clipSubject(clipId),
        investigation: id,
        detail: { kind },
        secrets: { title, version, words: content },
      });
      await this.outbox.add(tx, lockWritten, { clipId });
    }
  }

  /** @throws NotFound */
  async get(by: OfficerId, item: ClipId): Promise<WrittenItem> {
    return this.database.transaction(async (tx) => {
      const found = await this.rows.byId(tx, item);
      if (found === undefined) throw new NotFound('The item');
      await this.investigations.requireMember(tx, by, found.investigationId);
      return found;
    });
  }
}
