import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, HoldId, InvestigationId, OfficerId } from '../../kernel/ids';
import { IDENTITY } from '../../platform/database';
import type { Day } from '../../kernel/day';

@Entity({ schema: 'lintel', name: 'retention_hold', synchronize: false })
export class RetentionHoldEntity {
  @PrimaryColumn('uuid') readonly id!: HoldId;
  @Column(IDENTITY) readonly place!: number;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('uuid', { name: 'clip_id', nullable: true }) readonly clipId!: ClipId | null;
  @Column('text') readonly reason!: string;
  @Column('uuid', { name: 'set_by' }) readonly setBy!: OfficerId;
  @Column('timestamptz', { name: 'set_at' }) readonly setAt!: Date;
  @Column('uuid', { name: 'lifted_by', nullable: true }) readonly liftedBy!: OfficerId | null;
  @Column('timestamptz', { name: 'lifted_at', nullable: true }) readonly liftedAt!: Date | null;
  @Column('text', { name: 'lift_reason', nullable: true }) readonly liftReason!: string | null;
}

@Entity({ schema: 'lintel', name: 'retention_review', synchronize: false })
export class RetentionReviewEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column(IDENTITY) readonly place!: number;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('date', { name: 'keep_until' }) readonly keepUntil!: Day;
  @Column('text') readonly reason!: string;
  @Column('uuid', { name: 'reviewed_by' }) readonly reviewedBy!: OfficerId;
  @Column('timestamptz', { name: 'reviewed_at' }) readonly reviewedAt!: Date;
}
