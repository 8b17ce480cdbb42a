import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, Sha256Hex } from '../../kernel/ids';
import type { KeptIntegrity, Trust } from './domain/kept-seal';

@Entity({ schema: 'lintel', name: 'maker_seal', synchronize: false })
export class MakerSealEntity {
  @PrimaryColumn('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text') readonly integrity!: KeptIntegrity;
  @Column('text', { nullable: true }) readonly trust!: Trust | null;
  @Column('text', { nullable: true }) readonly fault!: string | null;
  @Column('text', { nullable: true }) readonly doubt!: string | null;
  @Column('text', { nullable: true }) readonly binding!: string | null;
  @Column('text', { nullable: true }) readonly manifest!: Sha256Hex | null;
  @Column('text', { nullable: true }) readonly certificate!: Sha256Hex | null;
  @Column('text', { nullable: true }) readonly name!: string | null;
  @Column('text', { nullable: true }) readonly organisation!: string | null;
  @Column('text', { nullable: true }) readonly generator!: string | null;
  @Column('timestamptz', { name: 'stamped_at', nullable: true }) readonly stampedAt!: Date | null;
  @Column('timestamptz', { name: 'checked_at' }) readonly checkedAt!: Date;
}
