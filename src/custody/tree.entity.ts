import { Column, Entity, PrimaryColumn } from 'typeorm';
import { IDENTITY, safeInteger } from '../platform/database';
import type { Subject } from './event';

@Entity({ schema: 'custody', name: 'pending', synchronize: false })
export class PendingEntity {
  @PrimaryColumn(IDENTITY) readonly ordinal!: number;
  @Column('text') readonly subject!: Subject;
  @Column('bigint', { transformer: safeInteger }) readonly seq!: number;
}

@Entity({ schema: 'custody', name: 'leaf', synchronize: false })
export class LeafEntity {
  @PrimaryColumn('bigint', { transformer: safeInteger }) readonly index!: number;
  @Column('text') readonly subject!: Subject;
  @Column('bigint', { transformer: safeInteger }) readonly seq!: number;
}

@Entity({ schema: 'custody', name: 'padding', synchronize: false })
export class PaddingEntity {
  @PrimaryColumn('bigint', { transformer: safeInteger }) readonly first!: number;
  @Column('bigint', { transformer: safeInteger }) readonly until!: number;
  @Column('bytea', { select: false }) readonly seed!: Buffer;
}

@Entity({ schema: 'custody', name: 'node', synchronize: false })
export class NodeEntity {
  @PrimaryColumn('integer') readonly level!: number;
  @PrimaryColumn('bigint', { transformer: safeInteger }) readonly index!: number;
  @Column('bytea') readonly hash!: Buffer;
}

@Entity({ schema: 'custody', name: 'checkpoint', synchronize: false })
export class CheckpointEntity {
  @PrimaryColumn('bigint', { transformer: safeInteger }) readonly size!: number;
  @Column('bytea') readonly root!: Buffer;
  @Column('text') readonly note!: string;
  @Column('timestamptz', { name: 'signed_at' }) readonly signedAt!: Date;
}

@Entity({ schema: 'custody', name: 'key', synchronize: false })
export class KeyEntity {
  @PrimaryColumn('text', { name: 'verifier_key' }) readonly verifierKey!: string;
  @Column('timestamptz', { name: 'added_at' }) readonly addedAt!: Date;
}
