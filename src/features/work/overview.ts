import { Injectable } from '@nestjs/common';
import type { InvestigationId } from '../../kernel/ids';
import { Database } from '../../platform/database';

/** What a supervisor sees of an open investigation: ages and counts, not what it is about. */
export interface OverviewLine {
  readonly id: InvestigationId;
  readonly urn: string;
  readonly team: string;
  readonly oicName: string;
  /** Whether that officer's account is on. */
  readonly oicActive: boolean;
  readonly createdAt: Date;
  /** Clips that nobody has decided. */
  readonly waiting: number;
  /** When the oldest of them was sent. */
  readonly since: Date | null;
  /** That no member has dealt with. */
  readonly flags: number;
  /** The supervisor may open it. */
  readonly member: boolean;
}

const LINES = `SELECT v.id, v.urn, v.team, v.oic_name AS "oicName", v.oic_active AS "oicActive", v.created_at AS "createdAt", v.waiting, v.since, v.flags, v.member
  FROM lintel.team_overview v`;

/** All open investigations, for supervisors; the view gives nothing to anybody else. */
@Injectable()
export class OverviewService {
  constructor(private readonly database: Database) {}

  /** By reference; `after` is the last line of the page before. */
  async page(limit: number, after?: InvestigationId): Promise<OverviewLine[]> {
    return this.database.transaction((tx) =>
      tx.query<OverviewLine>(
        `${LINES} WHERE $2::uuid IS NULL OR v.urn > (SELECT l.urn FROM lintel.team_overview l WHERE l.id = $2)
          ORDER BY v.urn LIMIT $1`,
        [limit, after ?? null],
      ),
    );
  }

  /** Where clips have waited longest, and where flags stand. */
  async pressing(limit: number): Promise<OverviewLine[]> {
    return this.database.transaction((tx) =>
      tx.query<OverviewLine>(
        `${LINES} WHERE v.waiting > 0 OR v.flags > 0 ORDER BY v.flags = 0, v.since NULLS LAST, v.urn LIMIT $1`,
        [limit],
      ),
    );
  }
}
