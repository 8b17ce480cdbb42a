import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OfficerId, PasskeyId } from '../../../kernel/ids';
import { safeInteger } from '../../../platform/database';

@Entity({ schema: 'lintel', name: 'passkey', synchronize: false })
export class PasskeyEntity {
  @PrimaryColumn('uuid') readonly id!: PasskeyId;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('bytea', { name: 'credential_id', select: false }) readonly credentialId!: Buffer;
  @Column('bytea', { name: 'public_key', select: false }) readonly publicKey!: Buffer;
  @Column('bigint', { name: 'sign_count', transformer: safeInteger }) readonly signCount!: number;
  @Column('text') readonly name!: string;
  @Column('text', { array: true }) readonly transports!: string[];
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
  @Column('date', { name: 'used_on', nullable: true }) readonly usedOn!: string | null;
  @Column('timestamptz', { name: 'copied_at', nullable: true }) readonly copiedAt!: Date | null;
}

@Entity({ schema: 'lintel', name: 'passkey_challenge', synchronize: false })
export class PasskeyChallengeEntity {
  @PrimaryColumn('bytea', { name: 'bound_to', select: false }) readonly boundTo!: Buffer;
  @PrimaryColumn('text') readonly purpose!: 'add' | 'prove';
  @Column('bytea', { name: 'challenge_hash', select: false }) readonly challengeHash!: Buffer;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
}
