import { Column, Entity, PrimaryColumn } from 'typeorm';
import { safeInteger } from '../../platform/database';
import type { OfficerId } from '../../kernel/ids';

@Entity({ schema: 'lintel', name: 'sign_in_setting', synchronize: false })
export class SignInSettingEntity {
  @PrimaryColumn('boolean', { name: 'only_row' }) readonly onlyRow!: true;
  @Column('text', { nullable: true }) readonly provider!: string | null;
  @Column('boolean', { name: 'link_by_email' }) readonly linkByEmail!: boolean;
  @Column('bytea', { name: 'decoy_key', select: false }) readonly decoyKey!: Buffer;
  @Column('integer', { name: 'most_attempts' }) readonly mostAttempts!: number;
  @Column('integer', { name: 'most_of_account' }) readonly mostOfAccount!: number;
  @Column('integer', { name: 'most_of_address' }) readonly mostOfAddress!: number;
  @Column('integer', { name: 'held_minutes' }) readonly heldMinutes!: number;
  @Column('integer', { name: 'one_time_hours' }) readonly oneTimeHours!: number;
  @Column('boolean', { name: 'second_step_needed' }) readonly secondStepNeeded!: boolean;
  @Column('text', { name: 'passkey_rp_id', nullable: true }) readonly passkeyRpId!: string | null;
  @Column('text', { name: 'passkey_origin', nullable: true }) readonly passkeyOrigin!: string | null;
  /** Of what two people have agreed to erase: so long it can be stopped. */
  @Column('integer', { name: 'cooling_days', nullable: true }) readonly coolingDays!: number | null;
}

@Entity({ schema: 'lintel', name: 'sign_in_count', synchronize: false })
export class SignInCountEntity {
  @PrimaryColumn('bytea', { name: 'key_hash', select: false }) readonly keyHash!: Buffer;
  @Column('integer') readonly failures!: number;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
}

@Entity({ schema: 'lintel', name: 'refusal_run', synchronize: false })
export class RefusalRunEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'officer_id', nullable: true }) readonly officerId!: OfficerId | null;
  @Column('integer') readonly refusals!: number;
  @Column('timestamptz', { name: 'began_at' }) readonly beganAt!: Date;
  @Column('timestamptz', { name: 'last_at' }) readonly lastAt!: Date;
}

@Entity({ schema: 'lintel', name: 'known_device', synchronize: false })
export class KnownDeviceEntity {
  @PrimaryColumn('bytea', { name: 'token_hash', select: false }) readonly tokenHash!: Buffer;
  @PrimaryColumn('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz', { name: 'seen_at' }) readonly seenAt!: Date;
}

/** That a code or a password was judged, of officers and of whoever holds a link. */
@Entity({ schema: 'lintel', name: 'judgement', synchronize: false })
export class JudgementEntity {
  @PrimaryColumn('text') readonly kind!: 'victim' | 'recipient' | 'officer';
  @PrimaryColumn('bigint', { transformer: safeInteger }) readonly number!: number;
  @Column('timestamptz') readonly at!: Date;
  /** In which it was judged, as PostgreSQL counts them. */
  @Column('bigint', { transformer: safeInteger }) readonly transaction!: number;
}

@Entity({ schema: 'lintel', name: 'sign_in_ticket', synchronize: false })
export class SignInTicketEntity {
  @PrimaryColumn('bytea', { name: 'ticket_hash', select: false }) readonly ticketHash!: Buffer;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('text') readonly proved!: 'password' | 'code' | 'passkey' | 'provider' | 'provider-again';
  @Column('boolean', { name: 'code_needed' }) readonly codeNeeded!: boolean;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
}
