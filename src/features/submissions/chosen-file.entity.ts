import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, SubmissionId } from '../../kernel/ids';
import { safeInteger } from '../../platform/database';

@Entity({ schema: 'lintel', name: 'chosen_file', synchronize: false })
export class ChosenFileEntity {
  @PrimaryColumn('uuid') readonly id!: ClipId;
  @Column('uuid', { name: 'submission_id' }) readonly submissionId!: SubmissionId;
  @Column('text', { name: 'file_name' }) readonly fileName!: string;
  @Column('bigint', { transformer: safeInteger }) readonly size!: number;
  /** False of a file of a plain form that broke off: its size is 0 then. */
  @Column('boolean', { name: 'size_known' }) readonly sizeKnown!: boolean;
  @Column('timestamptz', { name: 'file_date', nullable: true }) readonly fileDate!: Date | null;
  @Column('text', { nullable: true }) readonly fingerprint!: string | null;
  @Column('bytea', { name: 'made_in', nullable: true, select: false }) readonly madeIn!: Buffer | null;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
  @Column('timestamptz', { name: 'removed_at', nullable: true }) readonly removedAt!: Date | null;
}
