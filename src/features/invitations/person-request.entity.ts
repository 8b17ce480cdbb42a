import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { InvitationId, OfficerId } from '../../kernel/ids';
import type { AgreesFor } from './domain/agrees-for';
import type { Other } from './domain/holder';
import type { VictimTest } from './domain/person-request';

@Entity({ schema: 'lintel', name: 'person_request', synchronize: false })
export class PersonRequestEntity {
  @PrimaryColumn('uuid') readonly id!: string;
  @Column('uuid', { name: 'invitation_id' }) readonly invitationId!: InvitationId;
  @Column('text') readonly holder!: Other;
  @Column('text', { name: 'person_name' }) readonly personName!: string;
  @Column('text') readonly organisation!: string;
  @Column('text') readonly asked!: string;
  @Column('text') readonly reason!: string;
  @Column('text') readonly ask!: string;
  @Column('text', { nullable: true }) readonly enquiry!: string | null;
  @Column('text', { nullable: true }) readonly necessity!: string | null;
  @Column('text', { nullable: true }) readonly alternatives!: string | null;
  @Column('text', { nullable: true }) readonly views!: VictimTest['views'] | null;
  @Column('text', { name: 'views_words', nullable: true }) readonly viewsWords!: string | null;
  @Column('text', { nullable: true }) readonly told!: VictimTest['told'] | null;
  @Column('text', { name: 'told_words', nullable: true }) readonly toldWords!: string | null;
  @Column('text', { name: 'agrees_for', nullable: true }) readonly agreesFor!: AgreesFor['whom'] | null;
  @Column('text', { nullable: true }) readonly relation!: AgreesFor['relation'] | null;
  @Column('text', { name: 'nobody_closer', nullable: true }) readonly nobodyCloser!: string | null;
  @Column('text', { name: 'own_views', nullable: true }) readonly ownViews!: AgreesFor['ownViews'];
  @Column('text', { name: 'own_views_words', nullable: true }) readonly ownViewsWords!: string | null;
  @Column('text', { nullable: true }) readonly parent!: AgreesFor['parent'];
  @Column('text', { name: 'parent_words', nullable: true }) readonly parentWords!: string | null;
  @Column('text') readonly correction!: string;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('timestamptz', { name: 'made_at' }) readonly madeAt!: Date;
  @Column('timestamptz', { name: 'forgotten_at', nullable: true }) readonly forgottenAt!: Date | null;
}
