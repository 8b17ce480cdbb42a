import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InvestigationId, InvitationId, MessageId, OfficerId, Sha256Hex } from '../../kernel/ids';
import { IDENTITY, safeInteger } from '../../platform/database';
import type { MessageChannel } from '../../platform/messages';
import type { State } from './domain/state';
import type { Kind } from './domain/texts';

@Entity({ schema: 'lintel', name: 'message', synchronize: false })
export class MessageEntity {
  @PrimaryColumn('uuid') readonly id!: MessageId;
  @Column(IDENTITY) readonly place!: number;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('text') readonly kind!: Kind;
  @Column('text') readonly channel!: MessageChannel;
  @Column('text') readonly address!: string;
  @Column('bigint', { name: 'safe_contact_id', transformer: safeInteger }) readonly safeContactId!: number;
  @Column('uuid', { name: 'requested_by' }) readonly requestedBy!: OfficerId;
  @Column('timestamptz', { name: 'requested_at' }) readonly requestedAt!: Date;
  @Column('uuid') readonly key!: string;
  @Column('text') readonly state!: State;
  @Column('timestamptz', { name: 'state_at' }) readonly stateAt!: Date;
  @Column('text') readonly why!: string;
  @Column('text', { nullable: true }) readonly driver!: string | null;
  @Column('text', { name: 'provider_id', nullable: true }) readonly providerId!: string | null;
  @Column('text', { nullable: true }) readonly subject!: string | null;
  @Column('text', { nullable: true }) readonly body!: string | null;
  @Column('text', { name: 'body_sha256', nullable: true }) readonly bodySha256!: Sha256Hex | null;
  @Column('uuid', { name: 'seen_by', nullable: true }) readonly seenBy!: OfficerId | null;
  @Column('timestamptz', { name: 'seen_at', nullable: true }) readonly seenAt!: Date | null;
}
