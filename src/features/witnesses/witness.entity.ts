import { Column, Entity, PrimaryColumn } from 'typeorm';
import { IDENTITY, safeInteger } from '../../platform/database';

@Entity({ schema: 'lintel', name: 'custody_cosignature', synchronize: false })
export class CosignatureEntity {
  @PrimaryColumn(IDENTITY) readonly place!: number;
  @Column('text') readonly witness!: string;
  @Column('text') readonly origin!: string;
  @Column('bigint', { name: 'checkpoint_size', transformer: safeInteger }) readonly checkpointSize!: number;
  @Column('text') readonly line!: string;
  @Column('timestamptz') readonly at!: Date;
  @Column('timestamptz', { name: 'stored_at' }) readonly storedAt!: Date;
}

@Entity({ schema: 'lintel', name: 'custody_witness', synchronize: false })
export class WitnessEntity {
  @PrimaryColumn('text') readonly witness!: string;
  @Column('timestamptz', { name: 'asked_at' }) readonly askedAt!: Date;
  @Column('text', { nullable: true }) readonly trouble!: string | null;
  @Column('timestamptz', { name: 'trouble_since', nullable: true }) readonly troubleSince!: Date | null;
}
