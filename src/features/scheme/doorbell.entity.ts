import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DoorbellId } from '../../kernel/ids';
import { IDENTITY } from '../../platform/database';
import type { Change, Risk, State } from './domain/register';

@Entity({ schema: 'scheme', name: 'doorbell', synchronize: false })
export class DoorbellEntity {
  @PrimaryColumn('uuid') readonly id!: DoorbellId;
  @Column(IDENTITY) readonly place!: number;
  @Column('uuid', { nullable: true }) readonly replaces!: DoorbellId | null;
}

@Entity({ schema: 'scheme', name: 'entry', synchronize: false })
export class DoorbellEntryEntity {
  @PrimaryColumn('uuid', { name: 'doorbell_id' }) readonly doorbellId!: DoorbellId;
  @PrimaryColumn('integer') readonly version!: number;
  @Column('text') readonly change!: Change;
  @Column('text') readonly person!: string;
  @Column('text') readonly force!: string;
  @Column('date', { name: 'given_on' }) readonly givenOn!: string;
  @Column('text') readonly make!: string;
  @Column('text') readonly model!: string;
  @Column('text') readonly risk!: Risk;
  @Column('integer', { name: 'cost_pence' }) readonly costPence!: number;
  @Column('text') readonly state!: State;
  @Column('date', { name: 'ended_on', nullable: true }) readonly endedOn!: string | null;
  @Column('text') readonly reason!: string;
  @Column('bytea', { select: false }) readonly salt!: Buffer;
  @Column('uuid', { name: 'recorded_by' }) readonly recordedBy!: string;
  @Column('timestamptz', { name: 'recorded_at' }) readonly recordedAt!: Date;
}
