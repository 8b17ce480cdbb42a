import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, InvestigationId, RenditionId, Sha256Hex } from '../../kernel/ids';
import type { JsonObject } from '../../kernel/json';
import { safeInteger } from '../../platform/database';
import type { RenditionKind } from './domain/content';

@Entity({ schema: 'lintel', name: 'rendition', synchronize: false })
export class RenditionEntity {
  @PrimaryColumn('uuid') readonly id!: RenditionId;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text') readonly kind!: RenditionKind;
  @Column('text') readonly state!: 'made' | 'failed';
  @Column('text', { name: 'object_key', nullable: true }) readonly objectKey!: string | null;
  @Column('text', { name: 'content_type', nullable: true }) readonly contentType!: string | null;
  @Column('text', { nullable: true }) readonly sha256!: Sha256Hex | null;
  @Column('bigint', { nullable: true, transformer: safeInteger }) readonly size!: number | null;
  @Column('text', { name: 'input_sha256' }) readonly inputSha256!: Sha256Hex;
  @Column('jsonb') readonly recipe!: JsonObject;
  @Column('jsonb') readonly facts!: JsonObject;
  @Column('text', { nullable: true }) readonly why!: string | null;
  @Column('timestamptz', { name: 'made_at' }) readonly madeAt!: Date;
}

@Entity({ schema: 'lintel', name: 'clip_trouble', synchronize: false })
export class ClipTroubleEntity {
  @PrimaryColumn('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @PrimaryColumn('text') readonly kind!:
    | 'not-locked'
    | 'no-copies'
    | 'object-missing'
    | 'damaged'
    | 'differs';
  @Column('timestamptz') readonly since!: Date;
  @Column('uuid', { name: 'investigation_id', nullable: true })
  readonly investigationId!: InvestigationId | null;
}
