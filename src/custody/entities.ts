import { AlarmEntity, PublishedEntity } from './alarm.entity';
import { EventTypeEntity, HeadEntity, OpeningEntity, RecordEntity, TrailEntity } from './record.entity';
import {
  CheckpointEntity,
  KeyEntity,
  LeafEntity,
  NodeEntity,
  PaddingEntity,
  PendingEntity,
} from './tree.entity';

/** Every table of the log. */
export const CUSTODY_ENTITIES = [
  EventTypeEntity,
  HeadEntity,
  RecordEntity,
  TrailEntity,
  OpeningEntity,
  PendingEntity,
  LeafEntity,
  PaddingEntity,
  NodeEntity,
  CheckpointEntity,
  KeyEntity,
  PublishedEntity,
  AlarmEntity,
];
