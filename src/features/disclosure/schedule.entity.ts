import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, InvestigationId, OfficerId, ScheduleId } from '../../kernel/ids';
import { IDENTITY } from '../../platform/database';
import type { EndorsementAnswer } from './domain/endorsement';
import type { Form } from './domain/schedule';

@Entity({ schema: 'lintel', name: 'schedule', synchronize: false })
export class ScheduleEntity {
  @PrimaryColumn('uuid') readonly id!: ScheduleId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('text') readonly form!: Form;
  @Column('integer') readonly version!: number;
  @Column('text') readonly urn!: string;
  @Column('jsonb') readonly certifications!: readonly string[];
  @Column('text', { name: 'signed_name', nullable: true }) readonly signedName!: string | null;
  @Column('uuid', { name: 'made_by' }) readonly madeBy!: OfficerId;
  @Column('text', { name: 'made_by_name' }) readonly madeByName!: string;
  @Column('timestamptz', { name: 'made_at' }) readonly madeAt!: Date;
}

@Entity({ schema: 'lintel', name: 'schedule_item', synchronize: false })
export class ScheduleItemEntity {
  @PrimaryColumn('uuid', { name: 'schedule_id' }) readonly scheduleId!: ScheduleId;
  @PrimaryColumn('integer') readonly position!: number;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text') readonly label!: string;
  @Column('text') readonly description!: string;
  @Column('text') readonly particulars!: string;
  @Column('text') readonly presumed!: string;
  @Column('text') readonly location!: string;
  @Column('text') readonly source!: string;
  @Column('text', { name: 'same_as' }) readonly sameAs!: string;
  @Column('text') readonly producer!: string;
}

@Entity({ schema: 'lintel', name: 'restricted_schedule_item', synchronize: false })
export class RestrictedScheduleItemEntity {
  @PrimaryColumn('uuid', { name: 'schedule_id' }) readonly scheduleId!: ScheduleId;
  @PrimaryColumn('integer') readonly position!: number;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text') readonly label!: string;
  @Column('text') readonly description!: string;
  @Column('text') readonly particulars!: string;
  @Column('text') readonly presumed!: string;
  @Column('text') readonly location!: string;
  @Column('text') readonly source!: string;
  @Column('text', { name: 'same_as' }) readonly sameAs!: string;
  @Column('text') readonly why!: string;
}

@Entity({ schema: 'lintel', name: 'schedule_number', synchronize: false })
export class ScheduleNumberEntity {
  @PrimaryColumn('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @PrimaryColumn('text') readonly form!: Extract<Form, 'MG6C' | 'MG6D'>;
  @PrimaryColumn('integer') readonly number!: number;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
}

@Entity({ schema: 'lintel', name: 'schedule_step', synchronize: false })
export class ScheduleStepEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column(IDENTITY) readonly place!: number;
  @Column('uuid', { name: 'schedule_id' }) readonly scheduleId!: ScheduleId;
  @Column('text') readonly step!: 'signed' | 'sent' | 'endorsed';
  @Column('text') readonly name!: string;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz') readonly at!: Date;
}

@Entity({ schema: 'lintel', name: 'endorsement', synchronize: false })
export class EndorsementEntity {
  @PrimaryColumn('uuid', { name: 'step_id' }) readonly stepId!: string;
  @PrimaryColumn('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text') readonly answer!: EndorsementAnswer;
  @Column('text') readonly comment!: string;
}
