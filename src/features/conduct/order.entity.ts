import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InvestigationId, OfficerId, OrderId } from '../../kernel/ids';
import type { OrderKind, OrderRoute } from './domain/order';

@Entity({ schema: 'lintel', name: 'protective_order', synchronize: false })
export class ProtectiveOrderEntity {
  @PrimaryColumn('uuid') readonly id!: OrderId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('text') readonly kind!: OrderKind;
  @Column('date', { name: 'made_on' }) readonly madeOn!: string;
  @Column('date', { name: 'ends_on', nullable: true }) readonly endsOn!: string | null;
  @Column('text') readonly terms!: string;
  @Column('text', { nullable: true }) readonly court!: string | null;
  @Column('text', { nullable: true }) readonly route!: OrderRoute | null;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz', { name: 'recorded_at' }) readonly recordedAt!: Date;
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true }) readonly withdrawnAt!: Date | null;
  @Column('uuid', { name: 'withdrawn_by', nullable: true }) readonly withdrawnBy!: OfficerId | null;
  @Column('text', { name: 'withdrawn_reason', nullable: true }) readonly withdrawnReason!: string | null;
}
