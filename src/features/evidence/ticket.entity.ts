import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClipId, InvestigationId, OfficerId, RenditionId, ViewingId } from '../../kernel/ids';
import type { Content, Purpose } from './domain/content';

@Entity({ schema: 'lintel', name: 'access_ticket', synchronize: false })
export class AccessTicketEntity {
  @PrimaryColumn('uuid') readonly id!: ViewingId;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('uuid', { name: 'investigation_id' }) readonly investigationId!: InvestigationId;
  @Column('uuid', { name: 'clip_id' }) readonly clipId!: ClipId;
  @Column('text') readonly content!: Content;
  @Column('uuid', { name: 'rendition_id', nullable: true }) readonly renditionId!: RenditionId | null;
  @Column('text') readonly purpose!: Purpose;
  @Column('text', { nullable: true }) readonly reason!: string | null;
  @Column('timestamptz', { name: 'created_at' }) readonly createdAt!: Date;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
  /** The session in which it was opened; `null` of before there was that. */
  @Column('uuid', { name: 'opened_in', nullable: true }) readonly openedIn!: string | null;
}
