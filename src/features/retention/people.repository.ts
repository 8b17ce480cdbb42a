import { Injectable } from '@nestjs/common';
import type { InvestigationId, InvitationId } from '../../kernel/ids';
import type { Transaction } from '../../platform/database';
import type { Day } from '../../kernel/day';
import type { PersonCircumstances } from './domain/rules';

/** Another person than the victim who was asked, as members see it: in an emergency nobody reads of a link. */
export interface AskedPerson extends PersonCircumstances {
  readonly invitationId: InvitationId;
  readonly person: string;
  readonly askedAt: Date;
  /** Nothing of the person is left. */
  readonly erased: boolean;
}

const SHOWN = 100;

@Injectable()
export class AskedPeopleRepository {
  /** The newest of them first. */
  async ofInvestigation(tx: Transaction, id: InvestigationId): Promise<AskedPerson[]> {
    return tx.query<AskedPerson & { readonly endedOn: Day | null }>(
      `SELECT i.id AS "invitationId", r.person_name AS person, i.created_at AS "askedAt", r.forgotten_at IS NOT NULL AS erased,
              CASE WHEN least(i.expires_at, i.revoked_at) <= now()
                THEN to_char(least(i.expires_at, i.revoked_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD') END AS "endedOn",
              (SELECT count(*)::int FROM lintel.clip c WHERE c.investigation_id = i.investigation_id AND c.invitation_id = i.id
                AND c.derived_from IS NULL AND c.erased_at IS NULL) AS items,
              lintel.victim_is_owed_notice(i.id) OR lintel.parent_is_owed_notice(i.id) AS "noticeOwed",
              (SELECT count(*)::int FROM lintel.retention_hold h WHERE h.investigation_id = i.investigation_id
                AND h.clip_id IS NULL AND h.lifted_at IS NULL) AS "holdsOnInvestigation"
         FROM lintel.invitation i
         CROSS JOIN LATERAL (SELECT p.person_name, p.forgotten_at FROM lintel.person_request p WHERE p.invitation_id = i.id
           ORDER BY p.made_at DESC, p.id DESC LIMIT 1) r
        WHERE i.investigation_id = $1 AND i.holder <> 'victim' ORDER BY i.created_at DESC, i.id DESC LIMIT ${SHOWN}`,
      [id],
    );
  }
}
