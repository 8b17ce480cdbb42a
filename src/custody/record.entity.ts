import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EventId, InvestigationId, OfficerId } from '../kernel/ids';
import type { JsonValue } from '../kernel/json';
import { safeInteger } from '../platform/database';
import type { Subject } from './event';
import type { LinkHolder } from './events/define';

@Entity({ schema: 'custody', name: 'event_type', synchronize: false })
export class EventTypeEntity {
  @PrimaryColumn('text') readonly type!: string;
  @Column('text') readonly category!: string;
  @Column('text', { array: true }) readonly subjects!: readonly string[];
  @Column('text', { array: true }) readonly speakers!: readonly string[];
  @Column('text', { name: 'officer_rights', array: true }) readonly officerRights!: readonly string[];
  @Column('text', { name: 'detail_keys', array: true }) readonly detailKeys!: readonly string[];
  @Column('text', { name: 'secret_keys', array: true }) readonly secretKeys!: readonly string[];
  @Column('text', { nullable: true }) readonly holder!: LinkHolder | null;
  @Column('text', { name: 'detail_kinds', array: true }) readonly detailKinds!: readonly string[];
  @Column('jsonpath', { name: 'detail_form' }) readonly detailForm!: string;
  @Column('jsonpath', { name: 'secret_form' }) readonly secretForm!: string;
}

@Entity({ schema: 'custody', name: 'head', synchronize: false })
export class HeadEntity {
  @PrimaryColumn('text') readonly subject!: Subject;
  @Column('bigint', { transformer: safeInteger }) readonly seq!: number;
  @Column('bytea') readonly hash!: Buffer;
  /** The hash before it; null where the chain has not grown since this is kept. */
  @Column('bytea', { nullable: true }) readonly prev!: Buffer | null;
}

@Entity({ schema: 'custody', name: 'record', synchronize: false })
export class RecordEntity {
  @PrimaryColumn('text') readonly subject!: Subject;
  @PrimaryColumn('bigint', { transformer: safeInteger }) readonly seq!: number;
  @Column('uuid') readonly id!: EventId;
  @Column('bytea') readonly prev!: Buffer;
  @Column('bytea') readonly hash!: Buffer;
  @Column('text') readonly event!: string;
  /** This and what follows say again what the event says, for searches. */
  @Column('text') readonly type!: string;
  @Column('uuid', { nullable: true }) readonly officer!: OfficerId | null;
  @Column('uuid', { nullable: true }) readonly investigation!: InvestigationId | null;
}

@Entity({ schema: 'custody', name: 'trail', synchronize: false })
export class TrailEntity {
  @PrimaryColumn('text') readonly person!: string;
  @PrimaryColumn('text') readonly type!: string;
  @Column('bigint', { transformer: safeInteger }) readonly times!: number;
  @Column('uuid', { name: 'first_id' }) readonly firstId!: EventId;
  @Column('uuid', { name: 'last_id' }) readonly lastId!: EventId;
}

@Entity({ schema: 'lintel', name: 'opening', synchronize: false })
export class OpeningEntity {
  @PrimaryColumn('uuid', { name: 'event_id' }) readonly eventId!: EventId;
  @Column('text') readonly subject!: Subject;
  @PrimaryColumn('text') readonly field!: string;
  @Column('bytea', { select: false }) readonly salt!: Buffer;
  @Column('json') readonly value!: JsonValue;
}
