import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EventId, SubmissionId } from '../../kernel/ids';

@Entity({ schema: 'lintel', name: 'receipt_proof', synchronize: false })
export class ReceiptProofEntity {
  @PrimaryColumn('uuid', { name: 'submission_id' }) readonly submissionId!: SubmissionId;
  @Column('uuid', { name: 'event_id', nullable: true }) readonly eventId!: EventId | null;
  @Column('text', { name: 'check_code', nullable: true }) readonly checkCode!: string | null;
  @Column('text', { nullable: true, select: false }) readonly proof!: string | null;
}
