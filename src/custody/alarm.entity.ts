import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../platform/database';
import type { AlarmKind } from './alarms';

@Entity({ schema: 'custody', name: 'published', synchronize: false })
export class PublishedEntity {
  @PrimaryColumn('bigint', { transformer: safeInteger }) readonly size!: number;
  @Column('timestamptz') readonly at!: Date;
}

@Entity({ schema: 'custody', name: 'alarm', synchronize: false })
export class AlarmEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('text') readonly finding!: string;
  @Column('text') readonly what!: AlarmKind;
  @Column('text') readonly source!: string;
  @Column('bigint', { transformer: safeInteger, nullable: true }) readonly remembered!: number | null;
  @Column('bigint', { transformer: safeInteger }) readonly found!: number;
  @Column('timestamptz', { name: 'raised_at' }) readonly raisedAt!: Date;
}
