import type { ClipId, InvestigationId } from '../../kernel/ids';
import { Together } from '../../kernel/together';
import type { Transaction } from '../../platform/database';

/** A recording that was sent, and how it is joined to others. */
export interface Joined {
  readonly id: ClipId;
  /** The one of which it is a better version, as the sender says. */
  readonly replaces: ClipId | null;
  /** Of its file. */
  readonly sha256: string | null;
}

/** What joins two versions is the sender’s word or the same file, also by way of a third one. By clip; each group has at least two. */
export function versionGroups<Row extends Joined>(
  rows: readonly Row[],
): ReadonlyMap<ClipId, readonly [recording: string, all: readonly Row[]]> {
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
  return new Map(
    [...groups].flatMap(([recording, group]) =>
      group.length < 2 ? [] : group.map(({ id }) => [id, [recording, group] as const] as const),
    ),
  );
}

/** Of thousands there are few of which there is another version: `$1` is an investigation. */
export const SENT_IN_VERSIONS = `
  WITH sent AS MATERIALIZED (
    SELECT c.id, c.replaces, c.stored_sha256 AS sha256, count(*) OVER (PARTITION BY c.stored_sha256) AS alike
      FROM lintel.clip c WHERE c.investigation_id = $1 AND c.sent_at IS NOT NULL AND NOT c.written)
  SELECT s.id, s.replaces, s.sha256 FROM sent s
   WHERE s.replaces IS NOT NULL OR (s.sha256 IS NOT NULL AND s.alike > 1)
      OR s.id IN (SELECT r.replaces FROM sent r WHERE r.replaces IS NOT NULL)`;

/** Versions of the same recording, by clip, which is among them. PostgreSQL says the others of one (`lintel.versions_of`). */
export type Versions = ReadonlyMap<ClipId, readonly ClipId[]>;

/** Of all recordings of an investigation. */
export async function versionsIn(tx: Transaction, id: InvestigationId): Promise<Versions> {
  return idsOf(await tx.query<Joined>(SENT_IN_VERSIONS, [id]));
}

/** Each group is one list, however many share it. */
function idsOf(rows: readonly Joined[]): Versions {
  const lists = new Map<string, readonly ClipId[]>();
  const found = new Map<ClipId, readonly ClipId[]>();
  for (const [clip, [recording, all]] of versionGroups(rows)) {
    const ids = lists.get(recording) ?? all.map(({ id }) => id);
    lists.set(recording, ids);
    found.set(clip, ids);
  }
  return found;
}

/** Of some of them, by an index, however many there are. */
export async function versionsOf(tx: Transaction, clips: readonly ClipId[]): Promise<Versions> {
  const rows = await tx.query<{ readonly clip: ClipId; readonly version: ClipId }>(
    'SELECT v.clip, v.version FROM lintel.my_versions_of($1) v ORDER BY v.clip, v.version',
    [clips],
  );
  const found = new Map<ClipId, ClipId[]>();
  for (const { clip, version } of rows) found.set(clip, [...(found.get(clip) ?? [clip]), version]);
  return found;
}
