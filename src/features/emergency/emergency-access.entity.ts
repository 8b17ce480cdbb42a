import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EmergencyId, InvestigationId, OfficerId } from '../../kernel/ids';

@Entity({ schema: 'lintel', name: 'emergency_access', synchronize: false })
export class EmergencyAccessEntity {
  @PrimaryColumn('uuid') readonly id!: EmergencyId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('text') readonly reason!: string;
  @Column('timestamptz', { name: 'started_at' }) readonly startedAt!: Date;
  @Column('timestamptz', { name: 'ends_at' }) readonly endsAt!: Date;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) readonly endedAt!: Date | null;
  @Column('uuid', { name: 'ended_by', nullable: true }) readonly endedBy!: OfficerId | null;
  @Column('timestamptz', { name: 'seen_at', nullable: true }) readonly seenAt!: Date | null;
  @Column('uuid', { name: 'seen_by', nullable: true }) readonly seenBy!: OfficerId | null;
}
