import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  ApplicationId,
  BundleId,
  ClipId,
  DecisionId,
  InvestigationId,
  OfficerId,
  RedactionId,
  ScheduleId,
} from '../../kernel/ids';
import { IDENTITY } from '../../platform/database';
import type { BundleKind } from './domain/bundle';
import type { BundleState } from './domain/state';

@Entity({ schema: 'lintel', name: 'bundle', synchronize: false })
export class BundleEntity {
  @PrimaryColumn('uuid') readonly id!: BundleId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('text') readonly kind!: BundleKind;
  @Column('integer') readonly number!: number;
  @Column('text') readonly urn!: string;
  @Column('text') readonly folder!: string;
  @Column('uuid', { nullable: true }) readonly supersedes!: BundleId | null;
  @Column('uuid', { name: 'application_id', nullable: true }) readonly applicationId!: ApplicationId | null;
  @Column('uuid', { name: 'requested_by' }) readonly requestedBy!: OfficerId;
  @Column('timestamptz', { name: 'requested_at' }) readonly requestedAt!: Date;
}

@Entity({ schema: 'lintel', name: 'bundle_item', synchronize: false })
export class BundleItemEntity {
  @PrimaryColumn('uuid', { name: 'bundle_id' }) readonly bundleId!: BundleId;
  @PrimaryColumn('integer') readonly position!: number;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('uuid', { name: 'decision_id' }) readonly decisionId!: DecisionId;
  @Column('text') readonly folder!: string;
  @Column('text') readonly label!: string;
  @Column('boolean', { name: 'is_exhibit' }) readonly isExhibit!: boolean;
  @Column('text') readonly producer!: string;
  @Column('text') readonly description!: string;
  @Column('uuid', { name: 'redaction_id', nullable: true }) readonly redactionId!: RedactionId | null;
}

@Entity({ schema: 'lintel', name: 'bundle_withheld', synchronize: false })
export class BundleWithheldEntity {
  @PrimaryColumn('uuid', { name: 'bundle_id' }) readonly bundleId!: BundleId;
  @PrimaryColumn('integer') readonly position!: number;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text') readonly label!: string;
  @Column('text') readonly what!: string;
  @Column('text') readonly why!: string;
}

@Entity({ schema: 'lintel', name: 'bundle_schedule', synchronize: false })
export class BundleScheduleEntity {
  @PrimaryColumn('uuid', { name: 'bundle_id' }) readonly bundleId!: BundleId;
  @PrimaryColumn('uuid', { name: 'schedule_id' }) readonly scheduleId!: ScheduleId;
}

@Entity({ schema: 'lintel', name: 'bundle_state', synchronize: false })
export class BundleStateEntity {
  @PrimaryColumn('uuid', { name: 'bundle_id' }) readonly bundleId!: BundleId;
  @Column(IDENTITY) readonly place!: number;
  @PrimaryColumn('text') readonly state!: BundleState;
  @Column('text') readonly reason!: string;
  @Column('timestamptz') readonly at!: Date;
}

@Entity({ schema: 'lintel', name: 'bundle_ticket', synchronize: false })
export class BundleTicketEntity {
  /** The session in which it was opened; `null` of before there was that. */
  @Column('uuid', { name: 'opened_in', nullable: true }) readonly openedIn!: string | null;
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'bundle_id' }) readonly bundleId!: BundleId;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('text') readonly reason!: string;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
}
