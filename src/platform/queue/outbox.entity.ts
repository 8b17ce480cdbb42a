import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '../../kernel/json';
import { IDENTITY } from '../database';

@Entity({ schema: 'lintel', name: 'outbox', synchronize: false })
export class OutboxEntity {
  @PrimaryColumn(IDENTITY) readonly id!: number;
  @Column('text') readonly queue!: string;
  @Column('text') readonly name!: string;
  @Column('text', { name: 'job_id' }) readonly jobId!: string;
  @Column('jsonb') readonly payload!: JsonObject;
  /** Of the request that asked for it, where traces are kept (W3C Trace Context). */
  @Column('text', { name: 'trace_parent', nullable: true }) readonly traceParent!: string | null;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
  @Column('timestamptz', { name: 'relayed_at', nullable: true }) readonly relayedAt!: Date | null;
  @Column('timestamptz', { name: 'done_at', nullable: true }) readonly doneAt!: Date | null;
  /** The link or the investigation whose work it is; a trigger says so. */
  @Column('uuid', { name: 'on_behalf_of', nullable: true }) readonly onBehalfOf!: string | null;
  /** It has one of the places of its party. */
  @Column('boolean', { name: 'in_queue' }) readonly inQueue!: boolean;
}
