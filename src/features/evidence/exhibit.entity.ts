import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, ExhibitId, ExhibitRef, InvestigationId, OfficerId } from '../../kernel/ids';

@Entity({ schema: 'lintel', name: 'triage', synchronize: false })
export class TriageEntity {
  @PrimaryColumn('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text') readonly outcome!: 'accepted' | 'declined';
  @Column('text') readonly reason!: string;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz') readonly at!: Date;
}

@Entity({ schema: 'lintel', name: 'exhibit', synchronize: false })
export class ExhibitEntity {
  @PrimaryColumn('uuid') readonly id!: ExhibitId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text') readonly reference!: ExhibitRef;
  @Column('text', { name: 'producer_name' }) readonly producerName!: string;
  @Column('text') readonly description!: string;
  @Column('uuid', { name: 'registered_by' }) readonly registeredBy!: OfficerId;
  @Column('timestamptz', { name: 'registered_at' }) readonly registeredAt!: Date;
  /** Nobody had chosen the time of its event when the database last looked. */
  @Column({ type: 'boolean', name: 'time_open' }) readonly timeOpen!: boolean;
  /** Its reference as people count: AB/7 before AB/10. */
  @Column({ type: 'text', name: 'name_key', insert: false, update: false }) readonly nameKey!: string;
}

@Entity({ schema: 'lintel', name: 'exhibit_counter', synchronize: false })
export class ExhibitCounterEntity {
  @PrimaryColumn('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @PrimaryColumn('text') readonly initials!: string;
  @Column('integer') readonly last!: number;
}
