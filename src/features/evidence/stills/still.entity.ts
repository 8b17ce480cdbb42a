import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, ExhibitId, OfficerId, StillId } from '../../../kernel/ids';
import type { JsonObject } from '../../../kernel/json';

@Entity({ schema: 'lintel', name: 'still', synchronize: false })
export class StillEntity {
  @PrimaryColumn('uuid') readonly id!: StillId;
  @Column('uuid', { name: 'exhibit_id' }) readonly exhibitId!: ExhibitId;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('integer') readonly number!: number;
  @Column('integer') readonly frame!: number;
  @Column('text') readonly description!: string;
  @Column('uuid', { name: 'asked_by' }) readonly askedBy!: OfficerId;
  @Column('timestamptz', { name: 'asked_at' }) readonly askedAt!: Date;
  @Column('text') readonly state!: 'asked' | 'made' | 'failed';
  @Column('jsonb', { nullable: true }) readonly facts!: JsonObject | null;
  @Column('jsonb', { nullable: true }) readonly recipe!: JsonObject | null;
  @Column('text', { nullable: true }) readonly why!: string | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) readonly endedAt!: Date | null;
}

@Entity({ schema: 'lintel', name: 'still_counter', synchronize: false })
export class StillCounterEntity {
  @PrimaryColumn('uuid', { name: 'exhibit_id' }) readonly exhibitId!: ExhibitId;
  @Column('integer') readonly last!: number;
}
