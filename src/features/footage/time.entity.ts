import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, OfficerId } from '../../kernel/ids';
import { IDENTITY, safeInteger } from '../../platform/database';
import type { TimeCandidate, TimeSource } from './domain/candidate';

@Entity({ schema: 'lintel', name: 'time_candidate', synchronize: false })
export class TimeCandidateEntity {
  @PrimaryColumn(IDENTITY) readonly id!: number;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text') readonly source!: TimeSource;
  @Column('boolean', { name: 'of_event' }) readonly ofEvent!: boolean;
  @Column('jsonb') readonly candidate!: TimeCandidate;
  @Column('timestamptz', { name: 'found_at' }) readonly foundAt!: Date;
}

@Entity({ schema: 'lintel', name: 'time_choice', synchronize: false })
export class TimeChoiceEntity {
  @PrimaryColumn(IDENTITY) readonly id!: number;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('bigint', { name: 'candidate_id', transformer: safeInteger }) readonly candidateId!: number;
  @Column('boolean', { name: 'of_event' }) readonly ofEvent!: boolean;
  @Column('timestamptz') readonly instant!: Date;
  @Column('text') readonly reason!: string;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz', { name: 'chosen_at' }) readonly chosenAt!: Date;
}
