import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, InvestigationId, InvitationId, Sha256Hex, SubmissionId } from '../../kernel/ids';
import type { JsonObject } from '../../kernel/json';
import { safeInteger } from '../../platform/database';
import type { Source } from './domain/source';

@Entity({ schema: 'lintel', name: 'clip', synchronize: false })
export class ClipEntity {
  @PrimaryColumn('uuid') readonly id!: ClipId;
  @Column('uuid', { name: 'submission_id', nullable: true }) readonly submissionId!: SubmissionId | null;
  @Column('uuid', { name: 'invitation_id', nullable: true }) readonly invitationId!: InvitationId | null;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('text') readonly state!: 'receiving' | 'received' | 'verified' | 'master';
  @Column('text', { name: 'file_name' }) readonly fileName!: string;
  @Column('bigint', { transformer: safeInteger }) readonly size!: number;
  /** Bytes for which a plain form holds room while its file is on its way. */
  @Column('bigint', { transformer: safeInteger }) readonly reserved!: number;
  @Column('text', { name: 'device_sha256', nullable: true }) readonly deviceSha256!: Sha256Hex | null;
  @Column('text', { name: 'stored_sha256', nullable: true }) readonly storedSha256!: Sha256Hex | null;
  @Column('bigint', { nullable: true, transformer: safeInteger }) readonly crc32!: number | null;
  @Column('text', { nullable: true }) readonly kind!: string | null;
  @Column('jsonb', { nullable: true }) readonly media!: JsonObject | null;
  @Column('jsonb', { nullable: true }) readonly source!: Source | null;
  @Column('timestamptz', { name: 'file_date', nullable: true }) readonly fileDate!: Date | null;
  @Column('uuid', { nullable: true }) readonly replaces!: ClipId | null;
  @Column('uuid', { name: 'derived_from', nullable: true }) readonly derivedFrom!: ClipId | null;
  @Column('text', { name: 'incoming_key' }) readonly incomingKey!: string;
  @Column('text', { name: 'evidence_key', nullable: true }) readonly evidenceKey!: string | null;
  @Column('bytea', { name: 'made_in', nullable: true, select: false }) readonly madeIn!: Buffer | null;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
  @Column('timestamptz', { name: 'received_at', nullable: true }) readonly receivedAt!: Date | null;
  @Column('timestamptz', { name: 'verified_at', nullable: true }) readonly verifiedAt!: Date | null;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) readonly sentAt!: Date | null;
  @Column('timestamptz', { name: 'removed_at', nullable: true }) readonly removedAt!: Date | null;
  @Column('timestamptz', { name: 'master_at', nullable: true }) readonly masterAt!: Date | null;
  @Column('timestamptz', { name: 'fixity_at', nullable: true }) readonly fixityAt!: Date | null;
  @Column('timestamptz', { name: 'malware_at', nullable: true }) readonly malwareAt!: Date | null;
  @Column('timestamptz', { name: 'deletion_from', nullable: true }) readonly deletionFrom!: Date | null;
  @Column('timestamptz', { name: 'deletion_until', nullable: true }) readonly deletionUntil!: Date | null;
  @Column('timestamptz', { name: 'erased_at', nullable: true }) readonly erasedAt!: Date | null;
  /** Words that were taken as an item: in no list of footage. */
  @Column('boolean') readonly written!: boolean;
  @Column('timestamptz', { name: 'event_at', nullable: true }) readonly eventAt!: Date | null;
  @Column('text', { name: 'event_by', nullable: true }) readonly eventBy!: 'chosen' | 'likely' | null;
  /** Kept by the database as decisions are made. */
  @Column('text', { nullable: true })
  readonly decided!: 'accepted' | 'declined' | null;
  /** When no viewing copy could be made of it. */
  @Column('timestamptz', { name: 'undecodable_at', nullable: true }) readonly undecodableAt!: Date | null;
  @Column({ type: 'timestamptz', name: 'placed_at', nullable: true, insert: false, update: false })
  readonly placedAt!: Date | null;
  @Column({ type: 'text', name: 'name_key', insert: false, update: false }) readonly nameKey!: string;
}
