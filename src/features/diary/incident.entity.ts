import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, IncidentId, InvestigationId, InvitationId, SubmissionId } from '../../kernel/ids';
import type { Answers } from './domain/answers';
import type { WrittenBy } from './domain/writing-page';

@Entity({ schema: 'lintel', name: 'incident', synchronize: false })
export class IncidentEntity {
  @PrimaryColumn('uuid') readonly id!: IncidentId;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('uuid', { name: 'submission_id' }) readonly submissionId!: SubmissionId;
  @Column('jsonb') readonly answers!: Answers;
  @Column('jsonb', { name: 'written_by', select: false }) readonly writtenBy!: WrittenBy;
  @Column('uuid', { nullable: true }) readonly follows!: IncidentId | null;
  @Column('integer', { nullable: true }) readonly number!: number | null;
  @Column('bytea', { name: 'made_in', nullable: true, select: false }) readonly madeIn!: Buffer | null;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
  @Column('timestamptz', { name: 'changed_at' }) readonly changedAt!: Date;
  @Column('timestamptz', { name: 'sent_at', nullable: true }) readonly sentAt!: Date | null;
  /** Where it stands on an axis of time; null where no date was said. The database works it out. */
  @Column({ type: 'timestamptz', name: 'said_at', nullable: true, insert: false, update: false })
  readonly saidAt!: Date | null;
}

@Entity({ schema: 'lintel', name: 'incident_clip', synchronize: false })
export class IncidentClipEntity {
  @PrimaryColumn('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('uuid', { name: 'incident_id' }) readonly incidentId!: IncidentId;
}
