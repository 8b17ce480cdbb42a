import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InvestigationId, OfficerId } from '../../kernel/ids';
import { IDENTITY } from '../../platform/database';
import type { Day } from '../../kernel/day';
import type { OutcomeKind, ReviewGroup, Sentence } from './domain/outcome';

@Entity({ schema: 'lintel', name: 'investigation_outcome', synchronize: false })
export class InvestigationOutcomeEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column(IDENTITY) readonly place!: number;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('text') readonly outcome!: OutcomeKind;
  @Column('date', { name: 'decided_on', nullable: true }) readonly decidedOn!: Day | null;
  @Column('text', { nullable: true }) readonly sentence!: Sentence | null;
  @Column('date', { name: 'released_on', nullable: true }) readonly releasedOn!: Day | null;
  @Column('boolean', { name: 'appeal_pending' }) readonly appealPending!: boolean;
  @Column('text', { name: 'review_group' }) readonly reviewGroup!: ReviewGroup;
  @Column('text') readonly reason!: string;
  @Column('uuid', { name: 'recorded_by' }) readonly recordedBy!: OfficerId;
  @Column('timestamptz', { name: 'recorded_at' }) readonly recordedAt!: Date;
}

@Entity({ schema: 'lintel', name: 'retention_due', synchronize: false })
export class RetentionDueEntity {
  @PrimaryColumn('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('date', { nullable: true }) readonly due!: Day | null;
}
