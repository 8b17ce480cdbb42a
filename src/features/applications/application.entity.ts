import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ApplicationId, InvestigationId, OfficerId } from '../../kernel/ids';
import type { ApplicationContent } from './domain/content';

/** One version. A trigger writes its numbers. */
@Entity({ schema: 'lintel', name: 'order_application', synchronize: false })
export class OrderApplicationEntity {
  @PrimaryColumn('uuid') readonly id!: ApplicationId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('uuid', { name: 'goes_on_from', nullable: true }) readonly goesOnFrom!: ApplicationId | null;
  @Column('integer') readonly number!: number;
  @Column('integer') readonly version!: number;
  @Column('jsonb') readonly content!: ApplicationContent;
  @Column('boolean') readonly finished!: boolean;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz', { name: 'saved_at' }) readonly savedAt!: Date;
}
