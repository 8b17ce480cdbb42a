import { Injectable } from '@nestjs/common';
import type { NoteId } from '../../kernel/ids';
import { Database } from '../../platform/database';
import type { Visitor } from '../invitations';
import { NoteRepository, type HerNote } from './note.repository';

/** What officers left for the victim to read. */
@Injectable()
export class HerNotesService {
  constructor(
    private readonly database: Database,
    private readonly notes: NoteRepository,
  ) {}

  async list(visitor: Visitor): Promise<HerNote[]> {
    return this.database.transaction((tx) => this.notes.ofInvitation(tx, visitor.invitationId));
  }

  /** The victim has read it. Nobody else learns of it; with the receipt it stays. */
  async putAway(visitor: Visitor, id: NoteId): Promise<void> {
    await this.database.transaction((tx) => this.notes.putAway(tx, visitor.invitationId, id));
  }
}
