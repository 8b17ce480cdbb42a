import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What functions of the database alone know. */
@Entity({ schema: 'lintel', name: 'inner_secret', synchronize: false })
export class InnerSecretEntity {
  @PrimaryColumn('text') readonly about!: 'upload' | 'change' | 'turn';
  @Column('text', { select: false }) readonly secret!: string;
}
