import type { Transaction } from '../../platform/database';

/** Where a report of pressure reaches nobody. */
export interface Unheard {
  /** Investigations with a link that is open, each of whose supervisors is on the case. */
  readonly investigations: number;
  /** Reports that nobody has taken up, and nobody can. */
  readonly reports: number;
}

/** For the operator, by the owner's connection. */
export async function unheardReports(tx: Transaction): Promise<Unheard> {
  const [row] = await tx.query<{ investigations: number; reports: number }>(
    `SELECT (SELECT count(DISTINCT i.investigation_id)::int FROM lintel.invitation i
              WHERE i.revoked_at IS NULL AND i.expires_at > now() AND cardinality(lintel.supervisors_apart(i.id)) = 0) AS investigations,
            (SELECT count(*)::int FROM lintel.concern c
              WHERE NOT c.for_members AND NOT EXISTS (SELECT FROM lintel.concern_step s WHERE s.concern_id = c.id)
                AND NOT EXISTS (SELECT FROM lintel.officer o WHERE o.role = 'supervisor' AND o.disabled_at IS NULL
                  AND (o.id = ANY (c.told) OR lintel.stands_apart(o.id, c.invitation_id)))) AS reports`,
  );
  return row ?? { investigations: 0, reports: 0 };
}
