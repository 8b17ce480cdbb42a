import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Verdict } from '../../../custody/pure/verdict';
import type { LogCheckId, OfficerId } from '../../../kernel/ids';

@Entity({ schema: 'lintel', name: 'log_check', synchronize: false })
export class LogCheckEntity {
  @PrimaryColumn('uuid') readonly id!: LogCheckId;
  @Column('uuid', { name: 'requested_by' }) readonly requestedBy!: OfficerId;
  @Column('timestamptz', { name: 'requested_at' }) readonly requestedAt!: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) readonly finishedAt!: Date | null;
  @Column('text', { nullable: true }) readonly outcome!: Verdict['outcome'] | null;
  @Column('jsonb', { nullable: true }) readonly verdict!: Verdict | null;
}
