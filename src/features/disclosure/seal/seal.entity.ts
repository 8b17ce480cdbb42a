import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BundleId, Sha256Hex } from '../../../kernel/ids';
import { safeInteger } from '../../../platform/database';

@Entity({ schema: 'lintel', name: 'bundle_seal', synchronize: false })
export class BundleSealEntity {
  @PrimaryColumn('uuid', { name: 'bundle_id' }) readonly bundleId!: BundleId;
  @Column('timestamptz', { name: 'sealed_at' }) readonly sealedAt!: Date;
  @Column('bigint', { name: 'total_size', transformer: safeInteger }) readonly totalSize!: number;
  @Column('text') readonly etag!: string;
  @Column('text', { name: 'manifest_sha256' }) readonly manifestSha256!: Sha256Hex;
  @Column('text', { name: 'key_fingerprint' }) readonly keyFingerprint!: string;
  @Column('bigint', { name: 'checkpoint_size', transformer: safeInteger }) readonly checkpointSize!: number;
}

@Entity({ schema: 'lintel', name: 'bundle_entry', synchronize: false })
export class BundleEntryEntity {
  @PrimaryColumn('uuid', { name: 'bundle_id' }) readonly bundleId!: BundleId;
  @PrimaryColumn('integer') readonly position!: number;
  @Column('text') readonly path!: string;
  @Column('bigint', { transformer: safeInteger }) readonly size!: number;
  @Column('bigint', { transformer: safeInteger }) readonly crc32!: number;
  @Column('text') readonly sha256!: Sha256Hex;
  @Column('text', { name: 'object_key' }) readonly objectKey!: string;
}
