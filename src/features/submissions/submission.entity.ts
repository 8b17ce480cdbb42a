import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InvestigationId, InvitationId, SubmissionId } from '../../kernel/ids';
import type { SentIncident } from '../diary';
import type { ReceiptClip } from './domain/receipt';

@Entity({ schema: 'lintel', name: 'submission', synchronize: false })
export class SubmissionEntity {
  @PrimaryColumn('uuid') readonly id!: SubmissionId;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('text') readonly reference!: string;
  @Column('text') readonly state!: 'draft' | 'sent' | 'triaged' | 'discarded';
  @Column('text', { name: 'earlier_code_hash', nullable: true, select: false })
  readonly earlierCodeHash!: string | null;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
  @Column('timestamptz', { name: 'changed_at' }) readonly changedAt!: Date;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) readonly sentAt!: Date | null;
  @Column('timestamptz', { name: 'triaged_at', nullable: true }) readonly triagedAt!: Date | null;
}

@Entity({ schema: 'lintel', name: 'receipt', synchronize: false })
export class ReceiptEntity {
  @PrimaryColumn('uuid', { name: 'submission_id' }) readonly submissionId!: SubmissionId;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('text') readonly reference!: string;
  @Column('timestamptz', { name: 'sent_at' }) readonly sentAt!: Date;
  @Column('jsonb') readonly clips!: readonly ReceiptClip[];
  @Column('jsonb') readonly incidents!: readonly SentIncident[];
}
