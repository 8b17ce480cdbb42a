import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InvitationId, OfficerId } from '../../kernel/ids';
import { IDENTITY } from '../../platform/database';
import type { AgreesFor, Relation } from '../invitations';
import type { AccountAnswer } from './domain/account';
import type { Decides } from './domain/agreement';

@Entity({ schema: 'lintel', name: 'account_answer', synchronize: false })
export class AccountAnswerEntity {
  @PrimaryColumn('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('text', { name: 'set_up_by', nullable: true }) readonly setUpBy!: AccountAnswer['setUpBy'];
  @Column('text', { nullable: true }) readonly others!: AccountAnswer['others'];
  @Column('timestamptz', { name: 'advised_at', nullable: true }) readonly advisedAt!: Date | null;
  @Column('bytea', { name: 'made_in', nullable: true, select: false }) readonly madeIn!: Buffer | null;
  @Column('timestamptz', { name: 'answered_at' }) readonly answeredAt!: Date;
  @Column('timestamptz', { name: 'logged_at', nullable: true }) readonly loggedAt!: Date | null;
}

@Entity({ schema: 'lintel', name: 'agreement', synchronize: false })
export class AgreementEntity {
  @PrimaryColumn(IDENTITY) readonly id!: number;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('text') readonly decides!: Decides;
  @Column('text', { nullable: true }) readonly relation!: Relation | null;
  @Column('text', { nullable: true }) readonly name!: string | null;
  @Column('text', { name: 'nobody_closer', nullable: true }) readonly nobodyCloser!: string | null;
  @Column('text', { name: 'own_views', nullable: true }) readonly ownViews!: AgreesFor['ownViews'];
  @Column('text', { name: 'own_views_words', nullable: true }) readonly ownViewsWords!: string | null;
  @Column('text', { nullable: true }) readonly parent!: AgreesFor['parent'];
  @Column('text', { name: 'parent_words', nullable: true }) readonly parentWords!: string | null;
  @Column('text') readonly route!: 'self' | 'oral';
  @Column('uuid', { name: 'officer_id', nullable: true }) readonly officerId!: OfficerId | null;
  @Column('timestamptz', { name: 'agreed_at' }) readonly agreedAt!: Date;
}

@Entity({ schema: 'lintel', name: 'advocate', synchronize: false })
export class AdvocateEntity {
  @PrimaryColumn(IDENTITY) readonly id!: number;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('boolean') readonly acts!: boolean;
  @Column('text') readonly name!: string;
  @Column('text') readonly organisation!: string;
  @Column('uuid', { name: 'officer_id', nullable: true }) readonly officerId!: OfficerId | null;
  @Column('timestamptz', { name: 'said_at' }) readonly saidAt!: Date;
}
