import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { clipSubject, CustodyLog, type Statement } from '../../custody';
import { NotFound } from '../../kernel/errors';
import {
  randomId,
  sha256Hex,
  type ClipId,
  type OfficerId,
  type Sha256Hex,
  type TranscriptId,
} from '../../kernel/ids';
import { Database, sqlStateOf, type Transaction } from '../../platform/database';
import { InvestigationsService } from '../investigations';
import { headOf, plainText } from './domain/head';
import {
  inOrder,
  lengthOf,
  sameLines,
  tidy,
  transcriptLines,
  wanting,
  type Line,
  type TimedLine,
} from './domain/lines';
import { placed } from './domain/proposed';
import { webVtt, withHead } from './domain/webvtt';
import {
  CaptionsDiffer,
  GoOnWithDraft,
  LinesWanting,
  NotFinished,
  NotHeard,
  NothingToHear,
  NotListened,
  NotToCheck,
  NotWritten,
  SayWhyAnother,
  TooManyLines,
} from './transcripts.errors';
import {
  TranscriptsRepository,
  type Subject,
  type TranscriptHead,
  type TranscriptRow,
} from './transcripts.repository';

export type ExportedAs = 'vtt' | 'txt';

/** What an officer saves, and on what it stands. */
export interface Saving {
  readonly revision: number;
  readonly lines: readonly Line[];
}

const sha256Of = (text: string): Sha256Hex =>
  sha256Hex(createHash('sha256').update(text, 'utf8').digest('hex'));

/** What is said in a recording, typed by officers. The log has the hash of what was finished, and not a word of it. */
@Injectable()
export class TranscriptsService {
  constructor(
    private readonly database: Database,
    private readonly transcripts: TranscriptsRepository,
    private readonly investigations: InvestigationsService,
    private readonly custody: CustodyLog,
  ) {}

  /** Newest first. @throws NotFound */
  async ofClip(by: OfficerId, id: ClipId): Promise<TranscriptRow[]> {
    return this.database.transaction(async (tx) => {
      await this.subject(tx, by, id);
      return this.transcripts.ofClip(tx, id);
    });
  }

  /** The same without their words. @throws NotFound */
  async headsOf(by: OfficerId, id: ClipId): Promise<TranscriptHead[]> {
    return this.database.transaction(async (tx) => {
      await this.subject(tx, by, id);
      return this.transcripts.headsOf(tx, id);
    });
  }

  /** @throws NotFound */
  async one(by: OfficerId, id: TranscriptId): Promise<TranscriptRow> {
    return this.database.transaction(async (tx) => (await this.require(tx, by, id)).row);
  }

  /**
   * A draft of the officer's own. After the first it goes on from the lines of the newest version, with a reason; a draft of
   * somebody else is taken over by it, and no longer written by its author.
   * @throws NotFound, NothingToHear, GoOnWithDraft, SayWhyAnother
   */
  async begin(by: OfficerId, id: ClipId, reason: string): Promise<TranscriptId> {
    return this.database.transaction(async (tx) => {
      const { locked, media } = await this.subject(tx, by, id);
      if (!locked || media?.['kind'] !== 'media') throw new NothingToHear();
      await this.transcripts.turn(tx, id);
      const [newest] = await this.transcripts.headsOf(tx, id);
      if (newest?.state === 'draft' && newest.authorId === by) throw new GoOnWithDraft(newest.number);
      if (newest !== undefined && reason === '') throw new SayWhyAnother(newest.number);
      const transcript = randomId<TranscriptId>();
      const why = newest === undefined ? '' : reason;
      await this.transcripts.insert(tx, { id: transcript, clipId: id, authorId: by, reason: why });
      return transcript;
    });
  }

  /**
   * Nothing is ever written over that the officer has not seen. What is kept already is well: the answer to it may have been lost.
   * @throws NotFound, NotWritten
   */
  async save(
    by: OfficerId,
    id: TranscriptId,
    { revision, lines }: Saving,
  ): Promise<Pick<TranscriptRow, 'revision' | 'savedAt'>> {
    return this.written(async (tx) => {
      const { row } = await this.require(tx, by, id);
      const typed = tidy(lines);
      if (row.authorId === by && row.revision > revision && sameLines(row.lines, typed)) return row;
      refuseUnwritable(row, by, revision);
      const saved = await this.transcripts.save(tx, id, revision, typed);
      if (saved === undefined) throw savedElsewhere(row);
      return saved;
    });
  }

  /**
   * Puts lines among those that are kept, each at its time, and writes over none.
   * @param chosen which they are, given the draft as it is kept
   * @throws NotFound, NotWritten, TooManyLines; what `chosen` throws
   */
  async add(
    by: OfficerId,
    id: TranscriptId,
    chosen: (tx: Transaction, draft: TranscriptRow) => Promise<readonly TimedLine[]>,
  ): Promise<Pick<TranscriptRow, 'revision' | 'savedAt'>> {
    return this.written(async (tx) => {
      const { row } = await this.require(tx, by, id);
      refuseUnwritable(row, by, row.revision);
      const lines = placed(row.lines, await chosen(tx, row));
      if (lines.length === row.lines.length) return row;
      const { error } = transcriptLines.safeParse(lines);
      if (error !== undefined)
        throw new TooManyLines(error.issues[0]?.message ?? 'These are too many lines.');
      const saved = await this.transcripts.save(tx, id, row.revision, lines);
      if (saved === undefined) throw savedElsewhere(row);
      return saved;
    });
  }

  /** Closes a version for good, as it is shown to the officer now. @throws NotFound, NotWritten, LinesWanting, NotHeard */
  async finish(by: OfficerId, id: TranscriptId, { revision, lines }: Saving): Promise<Sha256Hex> {
    return this.written(async (tx) => {
      const { row, subject } = await this.require(tx, by, id);
      const typed = tidy(lines);
      const ordered = inOrder(typed);
      const isWhole = ordered.length === typed.length;
      if (row.authorId === by && row.sha256 !== null && isWhole && sameLines(row.lines, ordered))
        return row.sha256;
      refuseUnwritable(row, by, revision);
      const sentences = wanting(typed, lengthOf(subject.media));
      if (sentences.length > 0) throw new LinesWanting(sentences);
      await this.refuseUnheard(tx, by, row);
      const captions = webVtt(ordered);
      const sha256 = sha256Of(captions);
      const done = { lines: ordered, captions, sha256 };
      if (!(await this.transcripts.finish(tx, { id, revision }, done))) throw savedElsewhere(row);
      await this.log(tx, row, subject, {
        type: 'transcript-finished',
        detail: { transcript: id, version: row.number, sha256, lines: ordered.length },
        secrets: row.reason === '' ? {} : { reason: row.reason },
      });
      return sha256;
    });
  }

  /**
   * Another officer than those who typed has listened to the sound with just these words before them.
   * @throws NotFound, NotToCheck, NotListened, CaptionsDiffer
   */
  async check(by: OfficerId, id: TranscriptId, sha256: Sha256Hex): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { row, subject } = await this.require(tx, by, id);
      if (hasTyped(row, by)) throw new NotToCheck('Another officer than those who typed it checks it.');
      if (row.state === 'checked')
        throw new NotToCheck(
          `It has been checked against the sound by ${row.checker ?? 'somebody'} already.`,
        );
      if (row.state !== 'finished' || row.sha256 !== sha256)
        throw new NotToCheck('Only the newest finished version is checked, as it is shown.');
      captionsOf(row);
      if (
        row.finishedAt === null ||
        !(await this.transcripts.hasListened(tx, by, row.clipId, row.finishedAt))
      )
        throw new NotListened();
      if (!(await this.transcripts.check(tx, id, sha256, by)))
        throw new NotToCheck('It has been checked against the sound already.');
      await this.log(tx, row, subject, {
        type: 'transcript-checked',
        detail: { transcript: id, version: row.number, sha256 },
      });
    });
  }

  /** The bytes whose hash the log has. @throws NotFound, NotFinished, CaptionsDiffer */
  async captions(by: OfficerId, id: TranscriptId): Promise<string> {
    return captionsOf(await this.one(by, id));
  }

  /** A file to be taken away, with its head; it is logged. @throws NotFound, NotFinished, CaptionsDiffer */
  async export(by: OfficerId, id: TranscriptId, as: ExportedAs): Promise<{ name: string; text: string }> {
    return this.database.transaction(async (tx) => {
      const { row, subject } = await this.require(tx, by, id);
      const { sha256, finishedAt, number } = row;
      const captions = captionsOf(row);
      if (sha256 === null || finishedAt === null) throw new NotFinished();
      await this.log(tx, row, subject, {
        type: 'transcript-exported',
        detail: { transcript: id, version: number, sha256, format: as },
      });
      const head = headOf({ ...row, ...subject, sha256, finishedAt });
      const name = `${subject.exhibit?.replaceAll('/', '-') ?? 'clip'}-transcript-${number}.${as}`;
      return { name, text: as === 'vtt' ? withHead(captions, head) : plainText(head, inOrder(row.lines)) };
    });
  }

  /** Whoever began or finished meanwhile was first: a trigger says so to those who waited. */
  private async written<Result>(act: (tx: Transaction) => Promise<Result>): Promise<Result> {
    try {
      return await this.database.transaction(act);
    } catch (error) {
      if (sqlStateOf(error) !== 'LN031') throw error;
      throw new NotWritten(`It was finished, or another officer goes on from it. ${KEPT}`, { cause: error });
    }
  }

  /** Whoever typed each word has heard it; whoever took words of a program may not have. */
  private async refuseUnheard(tx: Transaction, by: OfficerId, row: TranscriptRow): Promise<void> {
    if (row.proposedBy.length === 0) return;
    if (!(await this.transcripts.hadOpen(tx, by, row.clipId, row.begunAt))) throw new NotHeard();
  }

  private async subject(tx: Transaction, by: OfficerId, id: ClipId): Promise<Subject> {
    const subject = await this.transcripts.subject(tx, id);
    if (subject === undefined) throw new NotFound('The clip');
    await this.investigations.requireMember(tx, by, subject.investigationId);
    return subject;
  }

  private async require(
    tx: Transaction,
    by: OfficerId,
    id: TranscriptId,
  ): Promise<{ row: TranscriptRow; subject: Subject }> {
    const row = await this.transcripts.byId(tx, id);
    if (row === undefined) throw new NotFound('The transcript');
    return { row, subject: await this.subject(tx, by, row.clipId) };
  }

  private async log(
    tx: Transaction,
    { clipId }: TranscriptRow,
    { investigationId }: Subject,
    said: Statement<'transcript-finished' | 'transcript-checked' | 'transcript-exported'>,
  ): Promise<void> {
    await this.custody.append(tx, { ...said, subject: clipSubject(clipId), investigation: investigationId });
  }
}

export const hasTyped = (
  { authorId, earlier }: Pick<TranscriptRow, 'authorId' | 'earlier'>,
  by: OfficerId,
): boolean => authorId === by || earlier.some(({ id }) => id === by);

/** @throws NotFinished, CaptionsDiffer */
function captionsOf({ captions, lines }: TranscriptRow): string {
  if (captions === null) throw new NotFinished();
  if (webVtt(inOrder(lines)) !== captions) throw new CaptionsDiffer();
  return captions;
}

const KEPT = 'Nothing was written over, and nothing of yours was saved.';

function refuseUnwritable(row: TranscriptRow, by: OfficerId, revision: number): void {
  if (row.authorId !== by)
    throw new NotWritten(`This draft is ${row.author}’s: begin another version to go on from it. ${KEPT}`);
  if (row.finishedAt !== null) throw new NotWritten(`This version is finished. ${KEPT}`);
  if (row.state === 'superseded') throw new NotWritten(`Another officer goes on from this draft. ${KEPT}`);
  if (row.revision !== revision) throw savedElsewhere(row);
}

const savedElsewhere = (row: TranscriptRow): NotWritten =>
  new NotWritten(
    `This draft was saved from another window after you opened it (version ${row.number}). ${KEPT}`,
  );
