import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, InvestigationId } from '../../kernel/ids';
import type { Doubt, WrittenContent, WrittenKind } from './domain/content';

@Entity({ schema: 'lintel', name: 'written_item', synchronize: false })
export class WrittenItemEntity {
  @PrimaryColumn('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('text') readonly kind!: WrittenKind;
  @Column('uuid') readonly source!: string;
  @Column('integer') readonly version!: number;
  @Column('jsonb') readonly content!: WrittenContent;
  @Column('timestamptz', { name: 'taken_at' }) readonly takenAt!: Date;
  @Column('timestamptz', { name: 'frozen_at', nullable: true }) readonly frozenAt!: Date | null;
  @Column('timestamptz', { name: 'doubted_at', nullable: true }) readonly doubtedAt!: Date | null;
  @Column('text', { nullable: true }) readonly doubt!: Doubt | null;
}
