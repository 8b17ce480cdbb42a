import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, DecisionId, InvestigationId, OfficerId, ReviewId } from '../../kernel/ids';
import { IDENTITY } from '../../platform/database';
import type { Classification, Occasion } from './domain/decision';

@Entity({ schema: 'lintel', name: 'disclosure_review', synchronize: false })
export class DisclosureReviewEntity {
  @PrimaryColumn('uuid') readonly id!: ReviewId;
  @Column(IDENTITY) readonly place!: number;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('text') readonly occasion!: Occasion;
  @Column('text') readonly reason!: string;
  @Column('uuid', { name: 'opened_by' }) readonly openedBy!: OfficerId;
  @Column('timestamptz', { name: 'opened_at' }) readonly openedAt!: Date;
}

@Entity({ schema: 'lintel', name: 'decision', synchronize: false })
export class DecisionEntity {
  @PrimaryColumn('uuid') readonly id!: DecisionId;
  @Column(IDENTITY) readonly place!: number;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('uuid', { name: 'review_id', nullable: true }) readonly reviewId!: ReviewId | null;
  @Column('text') readonly classification!: Classification;
  @Column('boolean', { name: 'meets_test' }) readonly meetsTest!: boolean;
  @Column('boolean', { name: 'original_to_defence' }) readonly originalToDefence!: boolean;
  @Column('text') readonly description!: string;
  /** Set by a trigger. */
  @Column({ type: 'boolean', name: 'of_exhibit', insert: false }) readonly ofExhibit!: boolean;
  @Column('text') readonly reason!: string;
  @Column('text') readonly rebuttal!: string;
  @Column('boolean', { name: 'despite_version' }) readonly despiteVersion!: boolean;
  @Column('uuid', { name: 'decided_by' }) readonly decidedBy!: OfficerId;
  @Column('timestamptz', { name: 'decided_at' }) readonly decidedAt!: Date;
}
