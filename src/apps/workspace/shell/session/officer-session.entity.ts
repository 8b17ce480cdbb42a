import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OfficerId } from '../../../../kernel/ids';
import type { JsonObject } from '../../../../kernel/json';
import type { Place } from '../../../../platform/http';

@Entity({ schema: 'lintel', name: 'officer_session', synchronize: false })
export class OfficerSessionEntity {
  @PrimaryColumn('bytea', { name: 'id_hash', select: false }) readonly idHash!: Buffer;
  @Column('uuid', { name: 'officer_id', nullable: true }) readonly officerId!: OfficerId | null;
  @Column('text', { nullable: true }) readonly by!: 'password' | 'provider' | null;
  @Column('uuid') readonly family!: string;
  @Column('timestamptz', { name: 'started_at' }) readonly startedAt!: Date;
  @Column('timestamptz', { name: 'seen_at' }) readonly seenAt!: Date;
  @Column('text', { nullable: true }) readonly browser!: string | null;
  @Column('text', { nullable: true }) readonly place!: Place | null;
  @Column('bytea', { name: 'device_hash', nullable: true, select: false })
  readonly deviceHash!: Buffer | null;
  @Column('timestamptz', { name: 'confirmed_until', nullable: true }) readonly confirmedUntil!: Date | null;
  /** Until when a confirmation with all that signing in asks for counts. */
  @Column('timestamptz', { name: 'fully_until', nullable: true }) readonly fullyUntil!: Date | null;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
  @Column('timestamptz', { name: 'ends_at' }) readonly endsAt!: Date;
  @Column('timestamptz', { name: 'renewed_at', nullable: true }) readonly renewedAt!: Date | null;
  @Column('json', { select: false }) readonly data!: JsonObject;
}

@Entity({ schema: 'lintel', name: 'refused_session', synchronize: false })
export class RefusedSessionEntity {
  @PrimaryColumn('bytea', { name: 'id_hash', select: false }) readonly idHash!: Buffer;
  @Column('timestamptz', { name: 'refused_at' }) readonly refusedAt!: Date;
}
