import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InvestigationId, LinkId, OfficerId } from '../../kernel/ids';

@Entity({ schema: 'lintel', name: 'investigation', synchronize: false })
export class InvestigationEntity {
  @PrimaryColumn('uuid') readonly id!: InvestigationId;
  @Column('text') readonly urn!: string;
  @Column('text') readonly offence!: string;
  @Column('uuid', { name: 'oic_id' }) readonly oicId!: OfficerId;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
  @Column('text') readonly team!: string;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) readonly closedAt!: Date | null;
  @Column({ type: 'tsvector', nullable: true, select: false, insert: false, update: false })
  readonly words!: string | null;
}

@Entity({ schema: 'lintel', name: 'investigation_member', synchronize: false })
export class InvestigationMemberEntity {
  @PrimaryColumn('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @PrimaryColumn('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('uuid', { name: 'added_by' }) readonly addedBy!: OfficerId;
  @Column('timestamptz', { name: 'added_at' }) readonly addedAt!: Date;
  @Column('timestamptz', { name: 'removed_at', nullable: true }) readonly removedAt!: Date | null;
}

@Entity({ schema: 'lintel', name: 'investigation_link', synchronize: false })
export class InvestigationLinkEntity {
  @PrimaryColumn('uuid') readonly id!: LinkId;
  @Column('uuid', { name: 'one_id' }) readonly oneId!: InvestigationId;
  @Column('uuid', { name: 'other_id' }) readonly otherId!: InvestigationId;
  @Column('text') readonly reason!: string;
  @Column('uuid', { name: 'linked_by' }) readonly linkedBy!: OfficerId;
  @Column('timestamptz', { name: 'linked_at' }) readonly linkedAt!: Date;
  @Column('uuid', { name: 'removed_by', nullable: true }) readonly removedBy!: OfficerId | null;
  @Column('timestamptz', { name: 'removed_at', nullable: true }) readonly removedAt!: Date | null;
}
