import { Injectable } from '@nestjs/common';
import type { ClipId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { NoteKind } from './domain/note';
import { NoteRepository } from './note.repository';
import { TellsOfAnother } from './notes.errors';

/** What officers leave for a victim to read on the victim's own pages. Nothing is ever sent because of it. */
@Injectable()
export class NotesService {
  constructor(private readonly notes: NoteRepository) {}

  /** In the transaction of the decision that it tells of. `false` when the same was told before. */
  async leave(tx: Transaction, clip: ClipId, kind: NoteKind, by: OfficerId): Promise<boolean> {
    return this.notes.leave(tx, clip, kind, by);
  }

  /**
   * That there is one like it from before is told only to whoever gave that one, too: else the note tells of another giver.
   * @throws TellsOfAnother
   */
  async requireOwnBefore(tx: Transaction, clips: readonly ClipId[]): Promise<void> {
    if ((await this.notes.tellsOfAnother(tx, clips)).includes(true)) throw new TellsOfAnother();
  }

  /** Whether the note that there is one like it from before may be left of at least one of them. */
  async haveOwnBefore(tx: Transaction, clips: readonly ClipId[]): Promise<boolean> {
    return (await this.notes.tellsOfAnother(tx, clips)).includes(false);
  }

  async askedAt(tx: Transaction, clip: ClipId): Promise<Date | undefined> {
    return this.notes.askedAt(tx, clip);
  }
}
