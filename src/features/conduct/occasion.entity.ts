import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  ClipId,
  IncidentId,
  InvestigationId,
  OccasionDecisionId,
  OccasionId,
  OfficerId,
  OrderId,
  PartId,
} from '../../kernel/ids';
import { IDENTITY } from '../../platform/database';

@Entity({ schema: 'lintel', name: 'occasion', synchronize: false })
export class OccasionEntity {
  @PrimaryColumn('uuid') readonly id!: OccasionId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('integer') readonly number!: number;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz', { name: 'recorded_at' }) readonly recordedAt!: Date;
}

@Entity({ schema: 'lintel', name: 'occasion_part', synchronize: false })
export class OccasionPartEntity {
  @PrimaryColumn('uuid') readonly id!: PartId;
  @Column('uuid', { name: 'occasion_id' }) readonly occasionId!: OccasionId;
  @Column('uuid', { name: 'clip_id', nullable: true }) readonly clipId!: ClipId | null;
  @Column('uuid', { name: 'incident_id', nullable: true }) readonly incidentId!: IncidentId | null;
  @Column('uuid', { name: 'added_by' }) readonly addedBy!: OfficerId;
  @Column('timestamptz', { name: 'added_at' }) readonly addedAt!: Date;
  @Column('timestamptz', { name: 'removed_at', nullable: true }) readonly removedAt!: Date | null;
  @Column('uuid', { name: 'removed_by', nullable: true }) readonly removedBy!: OfficerId | null;
}

@Entity({ schema: 'lintel', name: 'occasion_decision', synchronize: false })
export class OccasionDecisionEntity {
  @PrimaryColumn(IDENTITY) readonly place!: number;
  @Column('uuid', { name: 'occasion_id' }) readonly occasionId!: OccasionId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('boolean') readonly counts!: boolean;
  @Column('uuid', { name: 'breach_of', nullable: true }) readonly breachOf!: OrderId | null;
  @Column('text') readonly reason!: string;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz', { name: 'decided_at' }) readonly decidedAt!: Date;
  @Column('uuid') readonly id!: OccasionDecisionId;
}
