import { Column, Entity, PrimaryColumn } from 'typeorm';
import type {
  ClipId,
  CompilationId,
  ExhibitId,
  InvestigationId,
  OfficerId,
  RedactionId,
  Sha256Hex,
} from '../../../kernel/ids';
import { IDENTITY } from '../../../platform/database';

@Entity({ schema: 'lintel', name: 'compilation', synchronize: false })
export class CompilationEntity {
  @PrimaryColumn('uuid') readonly id!: CompilationId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  /** Of its first part, as the two that follow. */
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('uuid', { name: 'exhibit_id' }) readonly exhibitId!: ExhibitId;
  @Column('text', { name: 'master_sha256' }) readonly masterSha256!: Sha256Hex;
  @Column('integer') readonly number!: number;
  @Column('text') readonly title!: string;
  @Column('text') readonly reason!: string;
  @Column('text', { name: 'order_reason' }) readonly orderReason!: string;
  @Column('text') readonly recipe!: string;
  @Column('text', { name: 'recipe_sha256' }) readonly recipeSha256!: Sha256Hex;
  @Column('uuid', { name: 'author_id' }) readonly authorId!: OfficerId;
  @Column('timestamptz', { name: 'asked_at' }) readonly askedAt!: Date;
}

@Entity({ schema: 'lintel', name: 'compilation_part', synchronize: false })
export class CompilationPartEntity {
  @PrimaryColumn('uuid', { name: 'compilation_id' }) readonly compilationId!: CompilationId;
  @PrimaryColumn('integer') readonly place!: number;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text', { name: 'master_sha256' }) readonly masterSha256!: Sha256Hex;
  @Column('uuid', { name: 'redaction_id', nullable: true }) readonly redactionId!: RedactionId | null;
}

@Entity({ schema: 'lintel', name: 'compilation_review', synchronize: false })
export class CompilationReviewEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column(IDENTITY) readonly place!: number;
  @Column('uuid', { name: 'compilation_id' }) readonly compilationId!: CompilationId;
  @Column('text') readonly sha256!: Sha256Hex;
  @Column('text') readonly outcome!: 'approved' | 'refused';
  @Column('text') readonly reason!: string;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz') readonly at!: Date;
}
