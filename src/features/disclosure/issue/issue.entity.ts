import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BundleId, InvestigationId, IssueId, OfficerId } from '../../../kernel/ids';
import { IDENTITY } from '../../../platform/database';
import type { RecipientKind } from './domain/recipient';

@Entity({ schema: 'lintel', name: 'bundle_issue', synchronize: false })
export class BundleIssueEntity {
  @PrimaryColumn('uuid') readonly id!: IssueId;
  @Column(IDENTITY) readonly place!: number;
  @Column('uuid', { name: 'bundle_id' }) readonly bundleId!: BundleId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('text', { name: 'recipient_kind' }) readonly recipientKind!: RecipientKind;
  @Column('text', { name: 'recipient_name' }) readonly recipientName!: string;
  @Column('bytea', { name: 'token_hash', select: false }) readonly tokenHash!: Buffer;
  @Column('text', { name: 'code_hash', select: false }) readonly codeHash!: string;
  @Column('integer', { name: 'failed_attempts' }) readonly failedAttempts!: number;
  @Column('timestamptz', { name: 'locked_at', nullable: true }) readonly lockedAt!: Date | null;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
  @Column('timestamptz', { name: 'revoked_at', nullable: true }) readonly revokedAt!: Date | null;
  @Column('uuid', { nullable: true }) readonly supersedes!: IssueId | null;
  @Column('uuid', { name: 'issued_by' }) readonly issuedBy!: OfficerId;
  @Column('timestamptz', { name: 'issued_at' }) readonly issuedAt!: Date;
}

@Entity({ schema: 'lintel', name: 'bundle_download', synchronize: false })
export class BundleDownloadEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'issue_id' }) readonly issueId!: IssueId;
  @Column('timestamptz') readonly at!: Date;
}

@Entity({ schema: 'lintel', name: 'issue_session', synchronize: false })
export class IssueSessionEntity {
  @PrimaryColumn('bytea', { name: 'id_hash', select: false }) readonly idHash!: Buffer;
  @Column('uuid', { name: 'issue_id' }) readonly issueId!: IssueId;
  @Column('uuid', { name: 'download_id', nullable: true }) readonly downloadId!: string | null;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
}
