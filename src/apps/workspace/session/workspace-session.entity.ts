import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { JsonObject } from '../../../kernel/json';

@Entity({ schema: 'lintel', name: 'workspace_session', synchronize: false })
export class WorkspaceSessionEntity {
  @PrimaryColumn('text', { select: false }) readonly sid!: string;
  @Column('json', { select: false }) readonly sess!: JsonObject;
  @Column('timestamptz') readonly expire!: Date;
}
