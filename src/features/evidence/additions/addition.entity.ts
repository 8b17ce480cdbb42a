import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, ExhibitId, InvestigationId, OfficerId } from '../../../kernel/ids';
import type { AdditionKind } from './domain';

@Entity({ schema: 'lintel', name: 'addition', synchronize: false })
export class AdditionEntity {
  @PrimaryColumn('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('text') readonly kind!: AdditionKind;
  @Column('text', { name: 'producer_name' }) readonly producerName!: string;
  @Column('text') readonly initials!: string;
  @Column('text') readonly description!: string;
  @Column('uuid', { name: 'exhibit_id' }) readonly exhibitId!: ExhibitId;
  @Column('uuid', { name: 'added_by' }) readonly addedBy!: OfficerId;
  @Column('timestamptz', { name: 'added_at' }) readonly addedAt!: Date;
}
