import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OfficerId } from '../../kernel/ids';

@Entity({ schema: 'lintel', name: 'sign_in_setting', synchronize: false })
export class SignInSettingEntity {
  @PrimaryColumn('boolean', { name: 'only_row' }) readonly onlyRow!: true;
  @Column('text', { nullable: true }) readonly provider!: string | null;
  @Column('boolean', { name: 'link_by_email' }) readonly linkByEmail!: boolean;
  @Column('bytea', { name: 'decoy_key', select: false }) readonly decoyKey!: Buffer;
}

@Entity({ schema: 'lintel', name: 'sign_in_ticket', synchronize: false })
export class SignInTicketEntity {
  @PrimaryColumn('bytea', { name: 'ticket_hash', select: false }) readonly ticketHash!: Buffer;
  @Column('uuid', { name: 'officer_id' }) readonly officerId!: OfficerId;
  @Column('text') readonly proved!: 'password' | 'code' | 'provider' | 'provider-again';
  @Column('boolean', { name: 'code_needed' }) readonly codeNeeded!: boolean;
  @Column('timestamptz', { name: 'expires_at' }) readonly expiresAt!: Date;
}
