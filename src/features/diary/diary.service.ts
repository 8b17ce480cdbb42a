import { Inject, Injectable } from '@nestjs/common';
import { CustodyLog, investigationSubject } from '../../custody';
import { CLOCK, type Clock } from '../../kernel/clock';
import { NotFound } from '../../kernel/errors';
import type { ClipId, IncidentId, SubmissionId } from '../../kernel/ids';
import type { JsonObject } from '../../kernel/json';
import { Database, type Transaction } from '../../platform/database';
import { PageChanged, type Visitor } from '../invitations';
import { EntryChanged, IncidentSent, TooManyIncidents } from './diary.errors';
import { DiaryRepository, type Incident } from './diary.repository';
import type { Answers } from './domain/answers';
import { entriesFingerprint } from './domain/shown';
import { readWhen } from './domain/when';
import { partsToWrite, writerOf, type WrittenBy, type WritingPage } from './domain/writing-page';

/** An entry as a receipt names it: what was written is not repeated. */
export interface SentIncident {
  readonly number: number;
  readonly clips: readonly ClipId[];
  /** It was sent before; only clips were added to it now. */
  readonly earlier: boolean;
}

const writtenBy = (part: Answers, page: WritingPage | undefined): WrittenBy =>
  Object.fromEntries(
    Object.keys(part).map((question) => [question, page === undefined ? '' : writerOf(page)]),
  );

/** Entries of one diary that are not sent. */
export const MOST_DRAFTS = 200;

/** A victim's diary. What was not sent is a draft: no event tells of it, so taking it away leaves no trace. */
@Injectable()
export class DiaryService {
  constructor(
    private readonly database: Database,
    private readonly rows: DiaryRepository,
    private readonly custody: CustodyLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The entries, sent ones first, in order. */
  async all(visitor: Visitor): Promise<Incident[]> {
    return this.database.transaction((tx) => this.rows.all(tx, visitor.invitationId));
  }

  async find(id: IncidentId): Promise<Incident | undefined> {
    return this.database.transaction((tx) => this.findIn(tx, id));
  }

  async findIn(tx: Transaction, id: IncidentId): Promise<Incident | undefined> {
    return this.rows.byId(tx, id);
  }

  /**
   * Keeps answers, beside those that are there; the first ones begin the entry. Saying the same again changes nothing, and a page
   * overwrites nothing that was written elsewhere since it was shown.
   * @throws EntryChanged, IncidentSent, TooManyIncidents; NotFound for an entry that is out of reach, or that is to add to one that is
   */
  async save(
    tx: Transaction,
    visitor: Visitor,
    entry: {
      readonly id: IncidentId;
      readonly submissionId: SubmissionId;
      readonly follows?: IncidentId | undefined;
      readonly page?: WritingPage | undefined;
    },
    given: Answers,
  ): Promise<void> {
    const before = await this.rows.byId(tx, entry.id);
    if (before?.sentAt != null) throw new IncidentSent();
    const part = entry.page === undefined ? given : partsToWrite(given, before, entry.page);
    if (part === undefined) throw new EntryChanged();
    if (Object.keys(part).length === 0) return;
    const by = writtenBy(part, entry.page);
    if (before !== undefined) {
      await this.rows.update(tx, entry.id, part, by);
      return;
    }
    if ((await this.rows.countDrafts(tx, visitor.invitationId)) >= MOST_DRAFTS)
      throw new TooManyIncidents(MOST_DRAFTS);
    const follows = entry.follows ?? null;
    const earlier = follows === null ? undefined : await this.rows.byId(tx, follows);
    if (follows !== null && earlier?.sentAt == null) throw new NotFound('The entry');
    if (!(await this.rows.insert(tx, visitor, { ...entry, answers: part, writtenBy: by, follows })))
      throw new NotFound('The entry');
  }

  /** @throws NotFound */
  async remove(id: IncidentId): Promise<void> {
    await this.database.transaction(async (tx) => {
      if (!(await this.rows.remove(tx, id))) throw new NotFound('The entry');
    });
  }

  async attached(): Promise<ReadonlyMap<ClipId, IncidentId>> {
    return this.database.transaction((tx) => this.rows.attached(tx));
  }

  /**
   * These draft clips belong to the entry, draft or sent; any other draft clip of it is loose again.
   * @param had those that the page showed as its own: what was tied or loosened elsewhere since, and not here, stays
   * @throws NotFound
   */
  async attach(id: IncidentId, clips: readonly ClipId[], had?: readonly ClipId[]): Promise<void> {
    const added = clips.filter((clip) => had?.includes(clip) !== true);
    const loose = had?.filter((clip) => !clips.includes(clip));
    await this.database.transaction(async (tx) => {
      if ((await this.rows.byId(tx, id)) === undefined) throw new NotFound('The entry');
      await this.rows.attach(tx, id, added, loose);
    });
  }

  async countDrafts(tx: Transaction, visitor: Visitor): Promise<number> {
    return this.rows.countDrafts(tx, visitor.invitationId);
  }

  /** Which clips go with which entry: to be asked before the sending, for after it intake sees no clip. */
  async attachedIn(tx: Transaction): Promise<ReadonlyMap<ClipId, IncidentId>> {
    return this.rows.attached(tx);
  }

  /**
   * Inside the sending, after the submission became `sent`: seals the entries and says so in the log.
   * @param shown the fingerprint of the entries that the page showed
   * @throws PageChanged where others would be sent, or other words
   */
  async send(
    tx: Transaction,
    visitor: Visitor,
    submission: SubmissionId,
    attached: ReadonlyMap<ClipId, IncidentId>,
    shown?: string,
  ): Promise<SentIncident[]> {
    await this.rows.send(tx, submission);
    const clipsOf = ({ id }: Incident): ClipId[] =>
      [...attached].filter(([, to]) => to === id).map(([clip]) => clip);
    const fresh = await this.rows.ofSubmission(tx, submission);
    if (shown !== undefined && shown !== entriesFingerprint(fresh)) throw new PageChanged();
    for (const incident of fresh) await this.record(tx, visitor, submission, incident, clipsOf(incident));
    const isFresh = new Set(fresh.map(({ id }) => id));
    return (await this.rows.all(tx, visitor.invitationId))
      .map((incident) => ({
        number: Number(incident.number),
        clips: clipsOf(incident),
        earlier: !isFresh.has(incident.id),
      }))
      .filter(({ earlier, clips }) => !earlier || clips.length > 0);
  }

  private async record(
    tx: Transaction,
    visitor: Visitor,
    submission: SubmissionId,
    incident: Incident,
    clips: readonly ClipId[],
  ): Promise<void> {
    const { id, number, follows, answers } = incident;
    const { assistedBy } = visitor;
    const read = { ...readWhen(answers.when, this.clock.now()) };
    await this.custody.append(tx, {
      type: 'incident-recorded',
      subject: investigationSubject(visitor.investigationId),
      investigation: visitor.investigationId,
      detail: {
        incident: id,
        number,
        submission,
        follows,
        clips: [...clips],
        ...(assistedBy && { assistedBy }),
      },
      secrets: { ...(answers as JsonObject), read },
    });
  }
}
