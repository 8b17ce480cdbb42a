import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, FaceSearchId, OfficerId, Sha256Hex } from '../../../kernel/ids';
import type { JsonValue } from '../../../kernel/json';

@Entity({ schema: 'lintel', name: 'face_search', synchronize: false })
export class FaceSearchEntity {
  @PrimaryColumn('uuid') readonly id!: FaceSearchId;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text', { name: 'master_sha256' }) readonly masterSha256!: Sha256Hex;
  @Column('uuid', { name: 'asked_by' }) readonly askedBy!: OfficerId;
  @Column('timestamptz', { name: 'asked_at' }) readonly askedAt!: Date;
  @Column('timestamptz', { name: 'waits_until' }) readonly waitsUntil!: Date;
  @Column('text') readonly state!: 'waiting' | 'made' | 'failed';
  @Column('jsonb') readonly proposals!: JsonValue;
  @Column('boolean') readonly more!: boolean;
  @Column('text', { nullable: true }) readonly why!: string | null;
  @Column('timestamptz', { name: 'done_at', nullable: true }) readonly doneAt!: Date | null;
}
