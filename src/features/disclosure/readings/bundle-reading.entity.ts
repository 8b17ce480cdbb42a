import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BundleId } from '../../../kernel/ids';

@Entity({ schema: 'lintel', name: 'bundle_reading', synchronize: false })
export class BundleReadingEntity {
  @PrimaryColumn('uuid', { name: 'bundle_id' }) readonly bundleId!: BundleId;
  @Column('timestamptz', { name: 'read_at' }) readonly readAt!: Date;
  @Column('text', { array: true }) readonly damaged!: readonly string[];
  @Column('timestamptz', { name: 'damaged_since', nullable: true }) readonly damagedSince!: Date | null;
}
