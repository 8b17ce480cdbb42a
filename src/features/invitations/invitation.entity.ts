import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InvestigationId, InvitationId, OfficerId } from '../../kernel/ids';
import { IDENTITY } from '../../platform/database';
import type { Holder } from './domain/holder';

@Entity({ schema: 'lintel', name: 'invitation', synchronize: false })
export class InvitationEntity {
  @PrimaryColumn('uuid') readonly id!: InvitationId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('text') readonly name!: string;
  @Column('text') readonly holder!: Holder;
  @Column('timestamptz', { name: 'declined_at', nullable: true }) readonly declinedAt!: Date | null;
  @Column('bytea', { name: 'token_hash', select: false }) readonly tokenHash!: Buffer;
  @Column('bytea', { name: 'sent_token_hash', nullable: true, select: false })
  readonly sentTokenHash!: Buffer | null;
  @Column('text', { name: 'code_hash', select: false }) readonly codeHash!: string;
  @Column('integer', { name: 'failed_attempts' }) readonly failedAttempts!: number;
  @Column('timestamptz', { name: 'guessed_at', nullable: true }) readonly guessedAt!: Date | null;
  @Column('timestamptz', { name: 'locked_at', nullable: true }) readonly lockedAt!: Date | null;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) readonly revokedAt!: Date | null;
  @Column('timestamptz', { name: 'opened_at', nullable: true }) readonly openedAt!: Date | null;
  @Column('uuid', { name: 'created_by' }) readonly createdBy!: OfficerId;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
  @Column('timestamptz', { name: 'exit_explained_at', nullable: true })
  readonly exitExplainedAt!: Date | null;
  /** Nobody had written down how the victim may safely be reached when the database last looked. */
  @Column({ type: 'boolean', name: 'contact_open' }) readonly contactOpen!: boolean;
}

@Entity({ schema: 'lintel', name: 'invitation_extension', synchronize: false })
export class InvitationExtensionEntity {
  @PrimaryColumn(IDENTITY) readonly id!: number;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz', { name: 'expired_at' }) readonly expiredAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
  @Column('text') readonly reason!: string;
  @Column('timestamptz', { name: 'extended_at' }) readonly extendedAt!: Date;
}
