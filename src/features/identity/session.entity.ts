import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OfficerId } from '../../kernel/ids';
import type { JsonObject } from '../../kernel/json';

@Entity({ schema: 'lintel', name: 'officer_session', synchronize: false })
export class OfficerSessionEntity {
  @PrimaryColumn('bytea', { name: 'id_hash', select: false }) readonly idHash!: Buffer;
  @Column('uuid', { name: 'officer_id', nullable: true }) readonly officerId!: OfficerId | null;
  @Column('text', { nullable: true }) readonly by!: 'password' | 'provider' | null;
  @Column('uuid') readonly family!: string;
  @Column('timestamptz', { name: 'started_at' }) readonly startedAt!: Date;
  @Column('timestamptz', { name: 'confirmed_until', nullable: true }) readonly confirmedUntil!: Date | null;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
  @Column('timestamptz', { name: 'ends_at' }) readonly endsAt!: Date;
  @Column('timestamptz', { name: 'renewed_at', nullable: true }) readonly renewedAt!: Date | null;
  @Column('json') readonly data!: JsonObject;
}

@Entity({ schema: 'lintel', name: 'sign_in_ticket', synchronize: false })
export class SignInTicketEntity {
  @PrimaryColumn('bytea', { name: 'ticket_hash', select: false }) readonly ticketHash!: Buffer;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('text') readonly proved!: 'password' | 'code' | 'provider' | 'provider-again';
  @Column('boolean', { name: 'code_needed' }) readonly codeNeeded!: boolean;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
}

@Entity({ schema: 'lintel', name: 'refused_session', synchronize: false })
export class RefusedSessionEntity {
  @PrimaryColumn('bytea', { name: 'id_hash', select: false }) readonly idHash!: Buffer;
  @Column('timestamptz', { name: 'refused_at' }) readonly refusedAt!: Date;
}

@Entity({ schema: 'lintel', name: 'sign_in_setting', synchronize: false })
export class SignInSettingEntity {
  @PrimaryColumn('boolean', { name: 'only_row' }) readonly onlyRow!: boolean;
  @Column('text', { nullable: true }) readonly provider!: string | null;
  @Column('boolean', { name: 'link_by_email' }) readonly linkByEmail!: boolean;
  @Column('bytea', { name: 'decoy_key', select: false }) readonly decoyKey!: Buffer;
}
