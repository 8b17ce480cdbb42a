import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, InvestigationId, OfficerId, Sha256Hex, TranscriptId } from '../../kernel/ids';
import type { Line } from './domain/lines';
import type { ProposedBy } from './domain/proposed';

@Entity({ schema: 'lintel', name: 'transcript', synchronize: false })
export class TranscriptEntity {
  @PrimaryColumn('uuid') readonly id!: TranscriptId;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  /** Of the clip: a trigger writes it, and the number, too. */
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('integer') readonly number!: number;
  @Column('uuid', { name: 'author_id' }) readonly authorId!: OfficerId;
  /** The version whose lines it began with, and who had typed those. */
  @Column('integer', { name: 'goes_on_from', nullable: true }) readonly goesOnFrom!: number | null;
  @Column('uuid', { array: true }) readonly earlier!: readonly OfficerId[];
  /** Programs whose words were taken: a trigger writes it. */
  @Column('jsonb', { name: 'proposed_by' }) readonly proposedBy!: readonly ProposedBy[];
  @Column('text') readonly reason!: string;
  @Column('jsonb') readonly lines!: readonly Line[];
  @Column('integer') readonly revision!: number;
  @Column('timestamptz', { name: 'begun_at' }) readonly begunAt!: Date;
  @Column('timestamptz', { name: 'saved_at' }) readonly savedAt!: Date;
  @Column('timestamptz', { name: 'finished_at', nullable: true }) readonly finishedAt!: Date | null;
  @Column('text', { nullable: true }) readonly captions!: string | null;
  @Column('text', { nullable: true }) readonly sha256!: Sha256Hex | null;
}

@Entity({ schema: 'lintel', name: 'transcript_check', synchronize: false })
export class TranscriptCheckEntity {
  @PrimaryColumn('uuid', { name: 'transcript_id' }) readonly transcriptId!: TranscriptId;
  @Column('text') readonly sha256!: Sha256Hex;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz') readonly at!: Date;
}
