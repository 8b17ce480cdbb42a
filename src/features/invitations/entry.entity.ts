import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InvitationId, OfficerId } from '../../kernel/ids';
import type { NoticeRoute } from './domain/notice';
import type { Place } from './domain/place';

@Entity({ schema: 'lintel', name: 'intake_session', synchronize: false })
export class IntakeSessionEntity {
  @PrimaryColumn('bytea', { name: 'id_hash', select: false }) readonly idHash!: Buffer;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
  @Column('uuid', { name: 'assisted_by', nullable: true }) readonly assistedBy!: OfficerId | null;
  @Column('timestamptz', { name: 'own_code_at', nullable: true }) readonly ownCodeAt!: Date | null;
  @Column('text', { nullable: true }) readonly language!: string | null;
}

@Entity({ schema: 'lintel', name: 'assisted_pass', synchronize: false })
export class AssistedPassEntity {
  @PrimaryColumn('bytea', { name: 'token_hash', select: false }) readonly tokenHash!: Buffer;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('text') readonly place!: Place;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
  @Column('timestamptz', { name: 'used_at', nullable: true }) readonly usedAt!: Date | null;
}

@Entity({ schema: 'lintel', name: 'entry_attempt', synchronize: false })
export class EntryAttemptEntity {
  @PrimaryColumn('bytea', { name: 'address_hash', select: false }) readonly addressHash!: Buffer;
  @PrimaryColumn('timestamptz') readonly hour!: Date;
  @Column('integer') readonly failures!: number;
}

/** Wrong codes for one link, typed in one place, within a day. */
@Entity({ schema: 'lintel', name: 'code_attempt', synchronize: false })
export class CodeAttemptEntity {
  @PrimaryColumn('bytea', { name: 'link_hash', select: false }) readonly linkHash!: Buffer;
  @PrimaryColumn('bytea', { name: 'address_hash', select: false }) readonly addressHash!: Buffer;
  @Column('integer') readonly failed!: number;
  @Column('timestamptz', { name: 'judged_from' }) readonly judgedFrom!: Date;
  @Column('timestamptz', { name: 'last_at' }) readonly lastAt!: Date;
}

/** Where the right code was typed within ninety days: wrong ones from elsewhere keep nobody out there. */
@Entity({ schema: 'lintel', name: 'code_place', synchronize: false })
export class CodePlaceEntity {
  @PrimaryColumn('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @PrimaryColumn('bytea', { name: 'address_hash', select: false }) readonly addressHash!: Buffer;
  @Column('timestamptz', { name: 'last_at' }) readonly lastAt!: Date;
}

@Entity({ schema: 'lintel', name: 'notice_confirmation', synchronize: false })
export class NoticeConfirmationEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('text', { name: 'notice_version' }) readonly noticeVersion!: string;
  @Column('text') readonly route!: NoticeRoute;
  @Column('uuid', { name: 'officer_id', nullable: true }) readonly officerId!: OfficerId | null;
  @Column('timestamptz', { name: 'confirmed_at' }) readonly confirmedAt!: Date;
}
