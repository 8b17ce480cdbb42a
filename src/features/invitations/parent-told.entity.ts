import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InvitationId, OfficerId } from '../../kernel/ids';

@Entity({ schema: 'lintel', name: 'parent_told', synchronize: false })
export class ParentToldEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('uuid', { name: 'request_id' }) readonly requestId!: string;
  @Column('date', { name: 'given_on', nullable: true }) readonly givenOn!: string | null;
  @Column('text') readonly words!: string;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz', { name: 'made_at' }) readonly madeAt!: Date;
}
