import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, DisposalId, InvestigationId, OfficerId } from '../../kernel/ids';
import { IDENTITY } from '../../platform/database';
import type { DisposalState } from './domain/disposal';
import type { ObjectToErase } from './domain/object-to-erase';

@Entity({ schema: 'lintel', name: 'disposal', synchronize: false })
export class DisposalEntity {
  @PrimaryColumn('uuid') readonly id!: DisposalId;
  @Column(IDENTITY) readonly place!: number;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text') readonly reason!: string;
  @Column('uuid', { name: 'proposed_by' }) readonly proposedBy!: OfficerId;
  @Column('timestamptz', { name: 'proposed_at' }) readonly proposedAt!: Date;
  @Column('text') readonly state!: DisposalState;
  @Column('uuid', { name: 'decided_by', nullable: true }) readonly decidedBy!: OfficerId | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) readonly decidedAt!: Date | null;
  @Column('text', { name: 'decision_reason', nullable: true }) readonly decisionReason!: string | null;
  @Column('timestamptz', { name: 'erase_after', nullable: true }) readonly eraseAfter!: Date | null;
  @Column('uuid', { name: 'stopped_by', nullable: true }) readonly stoppedBy!: OfficerId | null;
  @Column('timestamptz', { name: 'stopped_at', nullable: true }) readonly stoppedAt!: Date | null;
  @Column('text', { name: 'stop_reason', nullable: true }) readonly stopReason!: string | null;
  @Column('timestamptz', { name: 'begun_at', nullable: true }) readonly begunAt!: Date | null;
  @Column('jsonb', { nullable: true }) readonly objects!: readonly ObjectToErase[] | null;
  @Column('timestamptz', { name: 'erased_at', nullable: true }) readonly erasedAt!: Date | null;
}
