import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Sha256Hex } from '../../../kernel/ids';
import { IDENTITY, safeInteger } from '../../../platform/database';

@Entity({ schema: 'lintel', name: 'custody_timestamp', synchronize: false })
export class CustodyTimestampEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column(IDENTITY) readonly place!: number;
  @Column('text') readonly what!: 'checkpoint' | 'manifest';
  @Column('bigint', { name: 'checkpoint_size', nullable: true, transformer: safeInteger })
  readonly checkpointSize!: number | null;
  @Column('text') readonly imprint!: Sha256Hex;
  @Column('bytea') readonly token!: Buffer;
  @Column('text', { name: 'object_key' }) readonly objectKey!: string;
  @Column('timestamptz') readonly at!: Date;
  @Column('text') readonly serial!: string;
  @Column('text') readonly policy!: string;
  @Column('text') readonly signer!: Sha256Hex;
  @Column('boolean') readonly anchored!: boolean;
  @Column('timestamptz', { name: 'stored_at' }) readonly storedAt!: Date;
}
