import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/** By the clock and not by the moment at which the transaction began, which whoever keeps it open can choose. */
const byClock = (text: string): Change => [text, text.replaceAll('now()', 'clock_timestamp()')];

const CHANGES: readonly (readonly [name: string, changes: readonly Change[]])[] = [
  [
    'claims_of_officer',
    [byClock('s.expires_at > now() AND s.ends_at > now()'), byClock('s.confirmed_until > now()')],
  ],
  ['claims_of_victim', [byClock('s.expires_at > now() AND i.revoked_at IS NULL AND i.expires_at > now()')]],
  [
    'claims_of_recipient',
    [byClock('s.expires_at > now() AND i.revoked_at IS NULL AND i.expires_at > now()')],
  ],
  ['reads', [byClock('e.ends_at > now()')]],
  [
    'claims',
    [
      [
        'RETURN substr(sealed, 65)::scope.claims;',
        `-- What a person asks for is done by then. Of what is not, each statement asks again.
  IF clock_timestamp() > transaction_timestamp() + interval '10 s' THEN RETURN scope.lasting(substr(sealed, 65)::scope.claims); END IF;
  RETURN substr(sealed, 65)::scope.claims;`,
      ],
    ],
  ],
];

const readable = (now: string): string => `CREATE OR REPLACE VIEW scope.readable AS
  SELECT m.investigation_id AS readable_id FROM lintel.investigation_member m
   WHERE m.officer_id = (SELECT scope.officer()) AND m.removed_at IS NULL AND (m.added_at <> now() OR m.added_by = m.officer_id)
  UNION ALL
  SELECT e.investigation_id FROM lintel.emergency_access e
   WHERE e.officer_id = (SELECT scope.officer()) AND e.started_at <> now() AND e.ended_at IS NULL AND e.ends_at > ${now}`;

const LASTING = `CREATE FUNCTION scope.lasting(who scope.claims) RETURNS scope.claims
   LANGUAGE plpgsql STABLE AS $$
   DECLARE
     hash CONSTANT bytea := decode(who.session, 'hex');
     confirmed boolean;
   BEGIN
     -- What the operator does for an officer, and what a function states of a code that it judged, rests on no session.
     IF session_user = 'lintel_owner' OR who.kind IN ('intake', 'workspace') THEN RETURN who; END IF;
     IF who.kind = 'officer' THEN
       SELECT s.confirmed_until > clock_timestamp() INTO confirmed FROM lintel.officer_session s JOIN lintel.officer o ON o.id = s.officer_id
        WHERE s.id_hash = hash AND s.expires_at > clock_timestamp() AND s.ends_at > clock_timestamp()
          AND o.id = who.id AND o.role = who.role AND o.disabled_at IS NULL;
     ELSIF who.kind = 'victim' THEN
       SELECT s.assisted_by IS NULL OR s.own_code_at IS NOT NULL INTO confirmed
         FROM lintel.intake_session s JOIN lintel.invitation i ON i.id = s.invitation_id
        WHERE s.id_hash = hash AND s.expires_at > clock_timestamp()
          AND i.id = who.id AND i.revoked_at IS NULL AND i.expires_at > clock_timestamp();
     ELSE
       SELECT true INTO confirmed FROM lintel.issue_session s JOIN lintel.bundle_issue i ON i.id = s.issue_id
        WHERE s.id_hash = hash AND s.expires_at > clock_timestamp()
          AND i.id = who.id AND i.revoked_at IS NULL AND i.expires_at > clock_timestamp();
     END IF;
     IF NOT FOUND THEN RAISE EXCEPTION 'the session ended meanwhile' USING ERRCODE = 'LN033'; END IF;
     who.confirmed := who.confirmed AND coalesce(confirmed, false);
     RETURN who;
   END $$`;

/**
 * A scope ends with its session. Before, whoever had broken into a process could keep a transaction open, and read and state in the
 * name of its person for as long as they liked: after the sign-out, the end of the session, of the account, or of an emergency.
 */
export class ScopesThatEnd1770000001001 implements MigrationInterface {
  readonly name = 'ScopesThatEnd1770000001001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LASTING);
    await runner.query('REVOKE EXECUTE ON FUNCTION scope.lasting(scope.claims) FROM PUBLIC');
    for (const [name, changes] of CHANGES) await runner.query(reworded(name, changes, 'scope'));
    await runner.query(readable('(SELECT clock_timestamp())'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(readable('now()'));
    for (const [name, changes] of [...CHANGES].reverse())
      await runner.query(
        reworded(
          name,
          changes.map(([from, to]) => [to, from]),
          'scope',
        ),
      );
    await runner.query('DROP FUNCTION scope.lasting(scope.claims)');
  }
}
