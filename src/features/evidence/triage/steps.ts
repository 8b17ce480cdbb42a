import { Injectable } from '@nestjs/common';
import { CustodyLog, clipSubject, investigationSubject, type Statement } from '../../../custody';
import {
  randomId,
  type ExhibitId,
  type OfficerId,
  type Sha256Hex,
  type SubmissionId,
} from '../../../kernel/ids';
import type { Transaction } from '../../../platform/database';
import { inEventOrder } from '../../footage';
import { NotesService } from '../../notes';
import type { SentClip } from '../clip.repository';
import type { Acceptance, Refusal, Registered } from '../domain/decision';
import { exhibitRef, initialsFor } from '../domain/exhibit-ref';
import { AlreadyTriaged, ItemErased, NotYetMaster } from '../evidence.errors';
import { ExhibitRepository } from '../exhibit.repository';

const byId = (one: SentClip, other: SentClip): number => (one.id < other.id ? -1 : 1);

/**
 * Deciding, for one clip or several in one transaction. Rows are taken in one order by everyone (decisions by clip, then the
 * counter, then the chains, then the submission), so that officers who decide at once take turns and never block each other.
 */
@Injectable()
export class TriageSteps {
  constructor(
    private readonly exhibits: ExhibitRepository,
    private readonly notes: NotesService,
    private readonly custody: CustodyLog,
  ) {}

  /** References are numbered in the order of events, whatever the order of `clips`, all of one investigation. @throws NotYetMaster, AlreadyTriaged */
  async accept(
    tx: Transaction,
    by: OfficerId,
    clips: readonly SentClip[],
    details: Acceptance,
  ): Promise<Registered[]> {
    const { producerName, description } = details;
    const initials = initialsFor(details);
    for (const clip of [...clips].sort(byId)) {
      if (clip.masterAt === null || clip.storedSha256 === null) throw new NotYetMaster();
      await this.decide(tx, by, clip, 'accepted', '');
    }
    const made: Registered[] = [];
    for (const { id: clipId, investigationId } of [...clips].sort(inEventOrder)) {
      const number = await this.exhibits.nextNumber(tx, investigationId, initials);
      const row = { clipId, id: randomId<ExhibitId>(), reference: exhibitRef(initials, number) };
      await this.exhibits.insert(tx, { ...row, investigationId, producerName, description }, by);
      made.push(row);
    }
    const places = new Map(made.map((row) => [row.clipId, row]));
    for (const clip of [...clips].sort(byId)) {
      const { id, reference } = places.get(clip.id) as Registered;
      await this.log(tx, clip, {
        type: 'exhibit-registered',
        detail: { exhibit: id, sha256: clip.storedSha256 as Sha256Hex },
        secrets: { reference, producerName, description },
      });
    }
    await this.close(tx, clips);
    return made;
  }

  /** They stay in the record as unused material. @throws AlreadyTriaged, TellsOfAnother */
  async decline(
    tx: Transaction,
    by: OfficerId,
    clips: readonly SentClip[],
    { reason, note }: Refusal,
  ): Promise<void> {
    const ordered = [...clips].sort(byId);
    for (const clip of ordered) await this.decide(tx, by, clip, 'declined', reason);
    if (note === 'have-it')
      await this.notes.requireOwnBefore(
        tx,
        ordered.map(({ id }) => id),
      );
    for (const clip of ordered) {
      if (note !== 'none') await this.notes.leave(tx, clip.id, note, by);
      await this.log(tx, clip, { type: 'clip-declined', detail: { note }, secrets: { reason } });
    }
    await this.close(tx, clips);
  }

  /** Asking again changes nothing. @throws ItemErased */
  async askForOriginal(tx: Transaction, by: OfficerId, clip: SentClip): Promise<void> {
    if (clip.erasedAt !== null) throw new ItemErased();
    if (await this.notes.leave(tx, clip.id, 'ask-original', by))
      await this.log(tx, clip, { type: 'original-asked' });
  }

  private async decide(
    tx: Transaction,
    by: OfficerId,
    clip: SentClip,
    outcome: 'accepted' | 'declined',
    reason: string,
  ): Promise<void> {
    if (!(await this.exhibits.insertTriage(tx, clip.id, outcome, reason, by))) throw new AlreadyTriaged();
  }

  /** A submission is triaged with its last clip. What an officer added belongs to none. */
  private async close(tx: Transaction, clips: readonly SentClip[]): Promise<void> {
    const submissions = new Map<SubmissionId, SentClip>();
    for (const clip of clips) if (clip.submissionId !== null) submissions.set(clip.submissionId, clip);
    for (const [submission, { investigationId }] of submissions) {
      const closed = await this.exhibits.closeSubmission(tx, submission);
      if (closed === undefined) continue;
      await this.custody.append(tx, {
        type: closed.accepted > 0 ? 'submission-accepted' : 'submission-declined',
        subject: investigationSubject(investigationId),
        investigation: investigationId,
        detail: { submission, accepted: closed.accepted },
      });
    }
  }

  private async log(
    tx: Transaction,
    clip: SentClip,
    said: Statement<'exhibit-registered' | 'clip-declined' | 'original-asked'>,
  ): Promise<void> {
    await this.custody.append(tx, {
      ...said,
      subject: clipSubject(clip.id),
      investigation: clip.investigationId,
    });
  }
}
