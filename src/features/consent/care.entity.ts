import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConcernId, InvestigationId, InvitationId, OfficerId } from '../../kernel/ids';
import { IDENTITY } from '../../platform/database';
import type { ReportStep } from './domain/report';
import type { Channel } from './domain/safe-contact';

@Entity({ schema: 'lintel', name: 'concern', synchronize: false })
export class ConcernEntity {
  @PrimaryColumn('uuid') readonly id!: ConcernId;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('text') readonly kind!: 'pressured' | 'stopped' | 'passed-on';
  @Column('text') readonly words!: string;
  @Column('timestamptz') readonly at!: Date;
  @Column('uuid', { name: 'seen_by', nullable: true }) readonly seenBy!: OfficerId | null;
  @Column('timestamptz', { name: 'seen_at', nullable: true }) readonly seenAt!: Date | null;
  /** Else it is a report, for supervisors who never were on the case. */
  @Column('boolean', { name: 'for_members' }) readonly forMembers!: boolean;
  @Column('uuid', { array: true }) readonly told!: readonly OfficerId[];
}

@Entity({ schema: 'lintel', name: 'concern_step', synchronize: false })
export class ConcernStepEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'concern_id' }) readonly concernId!: ConcernId;
  @Column('text') readonly step!: ReportStep;
  @Column('text') readonly words!: string;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz') readonly at!: Date;
}

@Entity({ schema: 'lintel', name: 'safe_contact', synchronize: false })
export class SafeContactEntity {
  @PrimaryColumn(IDENTITY) readonly id!: number;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('boolean', { name: 'do_not_contact' }) readonly doNotContact!: boolean;
  @Column('text') readonly channel!: Channel;
  @Column('text') readonly address!: string;
  @Column('integer', { array: true }) readonly days!: readonly number[];
  @Column('time', { name: 'from_hour' }) readonly fromHour!: string;
  @Column('time', { name: 'to_hour' }) readonly toHour!: string;
  @Column('text') readonly never!: string;
  @Column('text') readonly ask!: string;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz', { name: 'recorded_at' }) readonly recordedAt!: Date;
}
