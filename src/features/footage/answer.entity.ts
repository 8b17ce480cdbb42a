import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId } from '../../kernel/ids';
import { IDENTITY } from '../../platform/database';
import type { ClockAnswer } from './domain/answers';
import type { SaidMake } from './domain/said-make';

@Entity({ schema: 'lintel', name: 'clock_answer', synchronize: false })
export class ClockAnswerEntity {
  @PrimaryColumn(IDENTITY) readonly id!: number;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text', { name: 'clock_right', nullable: true }) readonly clockRight!: ClockAnswer | null;
  @Column('text', { nullable: true }) readonly shown!: string | null;
  @Column('integer', { name: 'offset_seconds', nullable: true }) readonly offsetSeconds!: number | null;
  @Column('integer', { name: 'plus_minus_seconds', nullable: true })
  readonly plusMinusSeconds!: number | null;
  @Column('timestamptz', { name: 'answered_at' }) readonly answeredAt!: Date;
}

@Entity({ schema: 'lintel', name: 'make_answer', synchronize: false })
export class MakeAnswerEntity {
  @PrimaryColumn(IDENTITY) readonly id!: number;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text') readonly make!: SaidMake;
  @Column('timestamptz', { name: 'answered_at' }) readonly answeredAt!: Date;
}
