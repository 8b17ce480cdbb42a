import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, InvestigationId, OfficerId, RedactionId } from '../../../kernel/ids';
import { IDENTITY } from '../../../platform/database';

@Entity({ schema: 'lintel', name: 'redaction_choice', synchronize: false })
export class RedactionChoiceEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column(IDENTITY) readonly place!: number;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('uuid', { name: 'redaction_id', nullable: true }) readonly redactionId!: RedactionId | null;
  @Column('text') readonly reason!: string;
  @Column('uuid', { name: 'chosen_by' }) readonly chosenBy!: OfficerId;
  @Column('timestamptz') readonly at!: Date;
}
