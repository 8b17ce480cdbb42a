import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OfficerId } from '../../kernel/ids';
import { safeInteger } from '../../platform/database';

@Entity({ schema: 'lintel', name: 'officer_totp', synchronize: false })
export class OfficerTotpEntity {
  @PrimaryColumn('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('bytea', { name: 'sealed_secret', select: false }) readonly sealedSecret!: Buffer;
  @Column('timestamptz', { name: 'confirmed_at', nullable: true }) readonly confirmedAt!: Date | null;
  @Column('bigint', { name: 'last_step', transformer: safeInteger }) readonly lastStep!: number;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
}

@Entity({ schema: 'lintel', name: 'recovery_code', synchronize: false })
export class RecoveryCodeEntity {
  @PrimaryColumn('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @PrimaryColumn('bytea', { name: 'code_hash', select: false }) readonly codeHash!: Buffer;
  @Column('timestamptz', { name: 'used_at', nullable: true }) readonly usedAt!: Date | null;
}
