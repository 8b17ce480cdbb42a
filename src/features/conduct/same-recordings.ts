import { Injectable } from '@nestjs/common';
import type { ClipId, InvestigationId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { Together } from './domain/together';

/** A clip that was sent, and how it is joined to others. */
interface Row {
  readonly id: ClipId;
  readonly replaces: ClipId | null;
  /** Of its file. */
  readonly sha256: string | null;
  /** Number of the occasion to which it belongs; a clip that was declined belongs to none. */
  readonly number: number | null;
}

/** What is known of a recording that was sent in more than one version. */
export interface SameRecording {
  /** One for all its versions. */
  readonly recording: string;
  /** Numbers of other occasions to which a version of it belongs. */
  readonly alsoIn: readonly number[];
}

export type SameRecordings = ReadonlyMap<string, SameRecording>;

/** Only those of which there is another version: of thousands there are few. */
const ROWS = `
  WITH sent AS MATERIALIZED (
    SELECT c.id, c.replaces, c.stored_sha256 AS sha256, c.decided, count(*) OVER (PARTITION BY c.stored_sha256) AS alike
      FROM lintel.clip c WHERE c.investigation_id = $1 AND c.sent_at IS NOT NULL)
  SELECT s.id, s.replaces, s.sha256, CASE WHEN s.decided IS DISTINCT FROM 'declined' THEN o.number END AS number
    FROM sent s
    LEFT JOIN lintel.occasion_part p ON p.clip_id = s.id AND p.removed_at IS NULL
    LEFT JOIN lintel.occasion o ON o.id = p.occasion_id
   WHERE s.replaces IS NOT NULL OR (s.sha256 IS NOT NULL AND s.alike > 1)
      OR s.id IN (SELECT r.replaces FROM sent r WHERE r.replaces IS NOT NULL)`;

/** By clip. What joins two versions is the sender's word or the same file, also by way of a third one. */
export function sameRecordings(rows: readonly Row[]): SameRecordings {
  const together = new Together();
  const sent = new Set<string>(rows.map(({ id }) => id));
  for (const { id, replaces, sha256 } of rows) {
    if (replaces !== null && sent.has(replaces)) together.join(replaces, id);
    if (sha256 !== null) together.join(`sha256:${sha256}`, id);
  }
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = together.firstOf(row.id);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const found = new Map<string, SameRecording>();
  for (const [recording, group] of groups) {
    if (group.length < 2) continue;
    const all = [...new Set(group.flatMap(({ number }) => number ?? []))].sort((a, b) => a - b);
    for (const { id, number } of group)
      found.set(id, { recording, alsoIn: all.filter((one) => one !== number) });
  }
  return found;
}

@Injectable()
export class SameRecordingsRepository {
  async of(tx: Transaction, id: InvestigationId): Promise<SameRecordings> {
    return sameRecordings(await tx.query<Row>(ROWS, [id]));
  }
}
