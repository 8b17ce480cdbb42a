import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, InvitationId, NoteId, OfficerId } from '../../kernel/ids';
import type { NoteKind } from './domain/note';

@Entity({ schema: 'lintel', name: 'note', synchronize: false })
export class NoteEntity {
  @PrimaryColumn('uuid') readonly id!: NoteId;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text') readonly kind!: NoteKind;
  @Column('text', { nullable: true }) readonly make!: string | null;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz', { name: 'left_at' }) readonly leftAt!: Date;
  @Column('timestamptz', { name: 'answered_at', nullable: true }) readonly answeredAt!: Date | null;
}

@Entity({ schema: 'lintel', name: 'note_put_away', synchronize: false })
export class NotePutAwayEntity {
  @PrimaryColumn('uuid', { name: 'note_id' }) readonly noteId!: NoteId;
  @Column('timestamptz') readonly at!: Date;
}
