import { Injectable } from '@nestjs/common';
import type { ApplicationId, InvestigationId, OfficerId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { ApplicationContent } from './domain/content';

/** One version of an application. */
export interface ApplicationRow {
  readonly id: ApplicationId;
  readonly investigationId: InvestigationId;
  /** Of the application in its investigation. */
  readonly number: number;
  readonly version: number;
  readonly content: ApplicationContent;
  readonly finished: boolean;
  readonly savedBy: string;
  readonly savedAt: Date;
  /** Of its application. */
  readonly newest: ApplicationId;
}

/** Without what it says. */
export type ApplicationHead = Omit<ApplicationRow, 'content' | 'newest'> & { readonly respondent: string };

const OF = `FROM lintel.order_application a JOIN lintel.officer o ON o.id = a.officer_id`;
const FIELDS = `a.id, a.investigation_id AS "investigationId", a.number, a.version, a.finished, o.display_name AS "savedBy", a.saved_at AS "savedAt"`;
const HEAD = `SELECT ${FIELDS}, coalesce(a.content #>> '{respondent,name}', '') AS respondent ${OF}`;

/** Why a clip or an entry of the diary does not go into a paper as it is. */
export type Kept = 'withheld' | 'redacted';

/** Row-level security shows them to members alone. */
@Injectable()
export class ApplicationsRepository {
  async byId(tx: Transaction, id: ApplicationId): Promise<ApplicationRow | undefined> {
    const [row] = await tx.query<ApplicationRow>(
      `SELECT ${FIELDS}, '{"court": ""}'::jsonb || a.content AS content, coalesce((SELECT n.id FROM lintel.order_application n
          WHERE n.investigation_id = a.investigation_id AND n.number = a.number ORDER BY n.version DESC LIMIT 1), a.id) AS newest
         ${OF} WHERE a.id = $1`,
      [id],
    );
    return row;
  }

  /** Whether the officer is of the team: an emergency shows none, however many there are. */
  async reached(tx: Transaction, id: InvestigationId): Promise<boolean> {
    const [row] = await tx.query<{ may: boolean }>('SELECT scope.changes($1) AS may', [id]);
    return row?.may === true;
  }

  /** The newest version of each, the newest application first; `after` is the last one of the page before. */
  async newest(
    tx: Transaction,
    id: InvestigationId,
    limit: number,
    after?: ApplicationId,
  ): Promise<ApplicationHead[]> {
    return tx.query<ApplicationHead>(
      `${HEAD} WHERE a.investigation_id = $1
          AND NOT EXISTS (SELECT FROM lintel.order_application n WHERE n.goes_on_from = a.id)
          AND ($3::uuid IS NULL OR a.number < (SELECT l.number FROM lintel.order_application l WHERE l.id = $3))
        ORDER BY a.number DESC LIMIT $2`,
      [id, limit, after ?? null],
    );
  }

  /** Of one application, newest first; `after` is the last one of the page before. */
  async versions(
    tx: Transaction,
    of: Pick<ApplicationRow, 'investigationId' | 'number'>,
    limit: number,
    after?: ApplicationId,
  ): Promise<ApplicationHead[]> {
    return tx.query<ApplicationHead>(
      `${HEAD} WHERE a.investigation_id = $1 AND a.number = $2
          AND ($4::uuid IS NULL OR a.version < (SELECT l.version FROM lintel.order_application l WHERE l.id = $4))
        ORDER BY a.version DESC LIMIT $3`,
      [of.investigationId, of.number, limit, after ?? null],
    );
  }

  /** Those that do not go into a paper as they are. */
  async kept(tx: Transaction, id: InvestigationId, items: readonly string[]): Promise<Map<string, Kept>> {
    const rows = await tx.query<{ item: string; how: Kept }>(
      'SELECT item, how FROM lintel.kept_from_papers($1, $2)',
      [id, items],
    );
    return new Map(rows.map(({ item, how }) => [item, how]));
  }

  /** Its numbers; `undefined` when another version goes on from the same one. */
  async add(
    tx: Transaction,
    row: Pick<ApplicationRow, 'id' | 'investigationId' | 'content' | 'finished'>,
    from: ApplicationId | null,
    by: OfficerId,
  ): Promise<Pick<ApplicationRow, 'number' | 'version'> | undefined> {
    const [added] = await tx.query<Pick<ApplicationRow, 'number' | 'version'>>(
      `INSERT INTO lintel.order_application (id, investigation_id, goes_on_from, content, finished, officer_id)
       VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING RETURNING number, version`,
      [row.id, row.investigationId, from, JSON.stringify(row.content), row.finished, by],
    );
    return added;
  }
}
