import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, OfficerId, Sha256Hex, WordProposalId } from '../../../kernel/ids';
import type { Line } from '../domain/lines';

@Entity({ schema: 'lintel', name: 'word_proposal', synchronize: false })
export class WordProposalEntity {
  @PrimaryColumn('uuid') readonly id!: WordProposalId;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text', { name: 'master_sha256' }) readonly masterSha256!: Sha256Hex;
  @Column('uuid', { name: 'asked_by' }) readonly askedBy!: OfficerId;
  @Column('timestamptz', { name: 'asked_at' }) readonly askedAt!: Date;
  @Column('timestamptz', { name: 'waits_until' }) readonly waitsUntil!: Date;
  @Column('text') readonly state!: 'waiting' | 'made' | 'failed';
  @Column('jsonb') readonly cues!: readonly Line[];
  @Column('text', { nullable: true }) readonly program!: string | null;
  @Column('text', { name: 'program_sha256', nullable: true }) readonly programSha256!: Sha256Hex | null;
  @Column('text', { nullable: true }) readonly why!: string | null;
  @Column('timestamptz', { name: 'done_at', nullable: true }) readonly doneAt!: Date | null;
}
