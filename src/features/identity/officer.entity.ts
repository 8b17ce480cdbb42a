import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OfficerId } from '../../kernel/ids';
import type { Role } from './domain/officer';

@Entity({ schema: 'lintel', name: 'officer', synchronize: false })
export class OfficerEntity {
  @PrimaryColumn('uuid') readonly id!: OfficerId;
  @Column('text') readonly email!: string;
  @Column('text', { name: 'display_name' }) readonly displayName!: string;
  @Column('text') readonly initials!: string;
  @Column('text') readonly role!: Role;
  @Column('text', { name: 'password_hash', nullable: true, select: false }) readonly passwordHash!:
    | string
    | null;
  // What is not for every colleague to know: AccountRepository and the functions of the schema have it.
  @Column('boolean', { name: 'must_change_password', select: false }) readonly mustChangePassword!: boolean;
  @Column('timestamptz', { name: 'one_time_until', select: false }) readonly oneTimeUntil!: Date;
  @Column('timestamptz', { name: 'one_time_used_at', nullable: true, select: false })
  readonly oneTimeUsedAt!: Date | null;
  @Column('integer', { name: 'failed_attempts', select: false }) readonly failedAttempts!: number;
  /** After the password that stands, in browsers that were not known. */
  @Column('integer', { name: 'wrong_codes', select: false }) readonly wrongCodes!: number;
  @Column('timestamptz', { name: 'locked_until', nullable: true, select: false })
  readonly lockedUntil!: Date | null;
  @Column('timestamptz', { name: 'disabled_at', nullable: true }) readonly disabledAt!: Date | null;
  @Column('timestamptz', { name: 'created_at', select: false }) readonly createdAt!: Date;
  @Column('date', { name: 'signed_in_on', nullable: true, select: false }) readonly signedInOn!:
    | string
    | null;
}

@Entity({ schema: 'lintel', name: 'officer_identity', synchronize: false })
export class OfficerIdentityEntity {
  @PrimaryColumn('text') readonly issuer!: string;
  @PrimaryColumn('text') readonly subject!: string;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz', { name: 'linked_at' }) readonly linkedAt!: Date;
}
