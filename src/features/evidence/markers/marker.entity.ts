import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, InvestigationId, MarkerId, OfficerId } from '../../../kernel/ids';
import { IDENTITY } from '../../../platform/database';

@Entity({ schema: 'lintel', name: 'marker', synchronize: false })
export class MarkerEntity {
  @PrimaryColumn('uuid') readonly id!: MarkerId;
  @Column(IDENTITY) readonly place!: number;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  /** Of the clip: a trigger writes it. */
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('integer', { nullable: true }) readonly frame!: number | null;
  @Column('double precision', { nullable: true }) readonly seconds!: number | null;
  @Column('text') readonly text!: string;
  @Column('uuid', { name: 'author_id' }) readonly authorId!: OfficerId;
  @Column('timestamptz') readonly at!: Date;
}

@Entity({ schema: 'lintel', name: 'marker_strike', synchronize: false })
export class MarkerStrikeEntity {
  @PrimaryColumn('uuid', { name: 'marker_id' }) readonly markerId!: MarkerId;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('text') readonly reason!: string;
  @Column('timestamptz') readonly at!: Date;
}
