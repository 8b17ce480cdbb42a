import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, ExhibitId, OfficerId, RedactionId, Sha256Hex } from '../../kernel/ids';
import { IDENTITY } from '../../platform/database';

@Entity({ schema: 'lintel', name: 'redaction', synchronize: false })
export class RedactionEntity {
  @PrimaryColumn('uuid') readonly id!: RedactionId;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('integer') readonly version!: number;
  @Column('text') readonly recipe!: string;
  @Column('text', { name: 'recipe_sha256' }) readonly recipeSha256!: Sha256Hex;
  @Column('text', { name: 'master_sha256' }) readonly masterSha256!: Sha256Hex;
  @Column('uuid', { name: 'author_id' }) readonly authorId!: OfficerId;
  @Column('timestamptz', { name: 'saved_at' }) readonly savedAt!: Date;
  /** Set of extracts alone, as the three that follow. */
  @Column('uuid', { name: 'exhibit_id', nullable: true }) readonly exhibitId!: ExhibitId | null;
  @Column('text', { nullable: true }) readonly title!: string | null;
  @Column('text', { nullable: true }) readonly reason!: string | null;
  @Column('uuid', { name: 'source_id', nullable: true }) readonly sourceId!: RedactionId | null;
}

@Entity({ schema: 'lintel', name: 'redaction_review', synchronize: false })
export class RedactionReviewEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column(IDENTITY) readonly place!: number;
  @Column('uuid', { name: 'redaction_id' }) readonly redactionId!: RedactionId;
  @Column('text') readonly sha256!: Sha256Hex;
  @Column('text') readonly outcome!: 'approved' | 'refused';
  @Column('text') readonly reason!: string;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz') readonly at!: Date;
}
