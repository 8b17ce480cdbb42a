import { Injectable } from '@nestjs/common';
import type {
  ApplicationId,
  BundleId,
  ClipId,
  DecisionId,
  InvestigationId,
  OfficerId,
  RedactionId,
  ScheduleId,
  Sha256Hex,
} from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import { evidenceKey } from '../../platform/object-store';
import type { ArchiveEntry } from './archive';
import type { BundleKind } from './domain/bundle';
import type { Held } from './domain/since';
import type { BundleState } from './domain/state';
import type { Withheld } from './domain/withheld';

export interface BundleRow {
  readonly id: BundleId;
  readonly investigationId: InvestigationId;
  readonly kind: BundleKind;
  readonly number: number;
  readonly urn: string;
  readonly folder: string;
  readonly supersedes: BundleId | null;
  /** Of a bundle for the court that hears it: the version. */
  readonly applicationId: ApplicationId | null;
  readonly requestedBy: OfficerId;
  readonly requestedAt: Date;
  readonly state: BundleState;
  /** Why it is refused, superseded or revoked. */
  readonly stateReason: string;
  /** Paths of its own files that are damaged in the store. */
  readonly damaged: readonly string[];
  readonly seal: Seal | null;
}

export interface Seal {
  readonly sealedAt: Date;
  /** Bytes of the whole archive. */
  readonly totalSize: number;
  readonly etag: string;
  /** Of the tag manifest, which covers every other file of the bag. */
  readonly manifestSha256: Sha256Hex;
  readonly keyFingerprint: string;
  /** Leaves of the log under the checkpoint in the bag. */
  readonly checkpointSize: number;
}

export interface BundleItemRow {
  readonly position: number;
  readonly clipId: ClipId;
  readonly decisionId: DecisionId;
  readonly folder: string;
  readonly label: string;
  readonly isExhibit: boolean;
  readonly producer: string;
  readonly description: string;
  /** The version as whose copy it goes to the defence and the court; `null`: whole. */
  readonly redactionId: RedactionId | null;
}

/** A copy of a bundle that somebody has begun to take: it stays where it is. */
export interface Taken {
  readonly by: string;
  readonly how: 'link' | 'officer';
  readonly at: Date;
}

type Row = Omit<BundleRow, 'seal'> & { [Field in keyof Seal]: Seal[Field] | null };

const BUNDLE = `SELECT b.id, b.investigation_id AS "investigationId", b.kind, b.number, b.urn, b.folder, b.supersedes, b.application_id AS "applicationId",
    b.requested_by AS "requestedBy", b.requested_at AS "requestedAt", s.state, s.reason AS "stateReason",
    l.sealed_at AS "sealedAt", l.total_size::float8 AS "totalSize", l.etag, l.manifest_sha256 AS "manifestSha256",
    l.key_fingerprint AS "keyFingerprint", l.checkpoint_size::float8 AS "checkpointSize", coalesce(d.damaged, '{}') AS damaged
  FROM lintel.bundle b
  JOIN LATERAL (SELECT x.state, x.reason FROM lintel.bundle_state x WHERE x.bundle_id = b.id ORDER BY x.place DESC LIMIT 1) s ON true
  LEFT JOIN lintel.bundle_seal l ON l.bundle_id = b.id
  LEFT JOIN lintel.bundle_reading d ON d.bundle_id = b.id`;

function bundleOf(row: Row): BundleRow {
  const { sealedAt, totalSize, etag, manifestSha256, keyFingerprint, checkpointSize, ...bundle } = row;
  const seal = { sealedAt, totalSize, etag, manifestSha256, keyFingerprint, checkpointSize };
  return { ...bundle, seal: sealedAt === null ? null : (seal as Seal) };
}

/** Bundles and what was fixed about them. Rows are only ever added. */
@Injectable()
export class BundlesRepository {
  async byId(tx: Transaction, id: BundleId): Promise<BundleRow | undefined> {
    const [row] = await tx.query<Row>(`${BUNDLE} WHERE b.id = $1`, [id]);
    return row && bundleOf(row);
  }

  /** Newest first. */
  async ofInvestigation(
    tx: Transaction,
    id: InvestigationId,
    limit: number,
    after?: BundleId,
  ): Promise<BundleRow[]> {
    const rows = await tx.query<Row>(
      `${BUNDLE} WHERE b.investigation_id = $1 AND ($3::uuid IS NULL OR (b.requested_at, b.id) <
           (SELECT a.requested_at, a.id FROM lintel.bundle a WHERE a.id = $3))
        ORDER BY b.requested_at DESC, b.id DESC LIMIT $2`,
      [id, limit, after ?? null],
    );
    return rows.map(bundleOf);
  }

  /** Needs the investigation's lock. Those of an application became the court's where the migration was taken back. */
  async nextNumber(tx: Transaction, id: InvestigationId, kind: BundleKind): Promise<number> {
    const [row] = await tx.query<{ number: number }>(
      `SELECT coalesce(max(number), 0) + 1 AS number FROM lintel.bundle
        WHERE investigation_id = $1 AND (kind = $2 OR ($2 = 'order' AND folder LIKE '%-order-%'))`,
      [id, kind],
    );
    return (row as { number: number }).number;
  }

  /** Whether it is of a version of the same application. */
  async isOfSame(
    tx: Transaction,
    { applicationId }: BundleRow,
    application: ApplicationId,
  ): Promise<boolean> {
    const rows = await tx.query(
      `SELECT FROM lintel.order_application o JOIN lintel.order_application n USING (investigation_id, number)
        WHERE o.id = $1 AND n.id = $2`,
      [applicationId, application],
    );
    return rows.length > 0;
  }

  async insert(
    tx: Transaction,
    row: Omit<BundleRow, 'damaged' | 'requestedAt' | 'state' | 'stateReason' | 'seal'>,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.bundle (id, investigation_id, kind, number, urn, folder, supersedes, requested_by, application_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        row.id,
        row.investigationId,
        row.kind,
        row.number,
        row.urn,
        row.folder,
        row.supersedes,
        row.requestedBy,
        row.applicationId,
      ],
    );
  }

  async insertItem(tx: Transaction, id: BundleId, row: BundleItemRow): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.bundle_item (bundle_id, position, clip_id, decision_id, folder, label, is_exhibit, producer, description, redaction_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        id,
        row.position,
        row.clipId,
        row.decisionId,
        row.folder,
        row.label,
        row.isExhibit,
        row.producer,
        row.description,
        row.redactionId,
      ],
    );
  }

  /** What was fixed when it was asked for. */
  async held(tx: Transaction, id: BundleId): Promise<Held> {
    const items = await tx.query<Held['items'][number]>(
      `SELECT clip_id AS "clipId", decision_id AS "decisionId", label, producer, description, redaction_id AS "redactionId"
         FROM lintel.bundle_item WHERE bundle_id = $1 ORDER BY position`,
      [id],
    );
    const forms = await tx.query<Held['forms'][number]>(
      `SELECT s.form, s.version FROM lintel.bundle_schedule b JOIN lintel.schedule s ON s.id = b.schedule_id
        WHERE b.bundle_id = $1 ORDER BY s.form`,
      [id],
    );
    return { items, forms };
  }

  /** Labels of what it holds and of which a person has said since that it may not go; of a bundle for the prosecution nothing. */
  async refused(tx: Transaction, id: BundleId): Promise<string[]> {
    const rows = await tx.query<{ label: string }>('SELECT lintel.refused_in_bundle($1) AS label', [id]);
    return rows.map(({ label }) => label);
  }

  /** Who has begun to take a copy of it, and when last: recipients by their links, and officers to hand one over. Oldest first. */
  async taken(tx: Transaction, { id, investigationId }: BundleRow): Promise<Taken[]> {
    return tx.query<Taken>(
      `SELECT i.recipient_name AS by, 'link' AS how, max(d.at) AS at
         FROM lintel.bundle_issue i JOIN lintel.bundle_download d ON d.issue_id = i.id WHERE i.bundle_id = $1 GROUP BY i.id
       UNION ALL
       SELECT o.display_name, 'officer', max((r.event::jsonb ->> 'at')::timestamptz)
         FROM custody.record r JOIN lintel.officer o ON o.id::text = r.event::jsonb #>> '{actor,id}'
        WHERE r.investigation = $2 AND r.type = 'bundle-downloaded' AND r.event::jsonb #>> '{detail,bundle}' = $1::uuid::text
          AND r.event::jsonb #>> '{actor,kind}' = 'officer' GROUP BY o.id
       ORDER BY at`,
      [id, investigationId],
    );
  }

  /** Links to it that are neither ended, locked nor over. */
  async openLinks(tx: Transaction, id: BundleId): Promise<number> {
    const [row] = await tx.query<{ links: number }>(
      `SELECT count(*)::integer AS links FROM lintel.bundle_issue i
        WHERE i.bundle_id = $1 AND i.revoked_at IS NULL AND i.locked_at IS NULL AND i.expires_at > now()`,
      [id],
    );
    return row?.links ?? 0;
  }

  async insertSchedule(tx: Transaction, id: BundleId, schedule: ScheduleId): Promise<void> {
    await tx.query('INSERT INTO lintel.bundle_schedule (bundle_id, schedule_id) VALUES ($1, $2)', [
      id,
      schedule,
    ]);
  }

  async insertWithheld(tx: Transaction, id: BundleId, position: number, row: Withheld): Promise<void> {
    await tx.query(
      `INSERT INTO lintel.bundle_withheld (bundle_id, position, clip_id, label, what, why) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, position, row.clipId, row.label, row.what, row.why],
    );
  }

  async addState(tx: Transaction, id: BundleId, state: BundleState, reason: string): Promise<void> {
    await tx.query('INSERT INTO lintel.bundle_state (bundle_id, state, reason) VALUES ($1, $2, $3)', [
      id,
      state,
      reason,
    ]);
  }

  /** As fixed when it was sealed, in the order in which they are streamed. */
  async entries(tx: Transaction, id: BundleId): Promise<ArchiveEntry[]> {
    const rows = await tx.query<Omit<ArchiveEntry, 'object'> & { readonly key: string }>(
      `SELECT path, size::float8 AS size, crc32::float8 AS crc32, sha256, object_key AS key
         FROM lintel.bundle_entry WHERE bundle_id = $1 ORDER BY position`,
      [id],
    );
    return rows.map(({ key, ...entry }) => ({ ...entry, object: evidenceKey(key) }));
  }
}
