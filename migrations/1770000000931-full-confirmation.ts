import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

/** By name, what they say, and what they are to say. */
const CHANGES: readonly (readonly [name: string, ...changes: readonly Change[]])[] = [
  // A passkey alone is more than a code: its authenticator has asked for PIN, finger or face.
  [
    'prove_passkey',
    [
      `lintel.give_ticket(whose, CASE WHEN ticket IS NULL THEN 'code' ELSE 'password' END)`,
      `lintel.give_ticket(whose, CASE WHEN ticket IS NULL THEN 'passkey' ELSE 'password' END)`,
    ],
  ],
  // Whoever acts and gives password and code signs in nowhere.
  [
    'prove_code',
    [
      'lintel.welcome(whose, ticket IS NOT NULL)',
      'lintel.welcome(whose, ticket IS NOT NULL AND scope.officer() IS NULL)',
    ],
  ],
  [
    'confirm_session',
    [
      `SET confirmed_until = now() + least(lasts, interval '12 hours')`,
      `SET confirmed_until = now() + least(lasts, interval '12 hours'),
         fully_until = CASE WHEN used.proved = 'code' THEN s.fully_until ELSE now() + least(lasts, interval '12 hours') END`,
    ],
  ],
  [
    'renew_session',
    [
      ' device_hash, confirmed_until,\n      expires_at',
      ' device_hash, confirmed_until, fully_until,\n      expires_at',
    ],
    [
      's.device_hash, s.confirmed_until,\n      s.expires_at',
      's.device_hash, s.confirmed_until, s.fully_until,\n      s.expires_at',
    ],
    [
      'SET renewed_at = now(), confirmed_until = NULL,',
      'SET renewed_at = now(), confirmed_until = NULL, fully_until = NULL,',
    ],
  ],
  [
    'confirmed_self',
    [
      'IF scope.confirmed_officer() IS NULL THEN',
      'IF scope.confirmed_officer() IS NULL OR lintel.fully_confirmed_until() IS NULL THEN',
    ],
  ],
  // With a second step the password alone is not all; a one-time password has just signed in with it.
  [
    'set_password',
    [
      `t.proved = 'password' AND t.expires_at > now();`,
      `t.proved = 'password' AND t.expires_at > now()
     AND (NOT t.code_needed OR lintel.fully_confirmed_until() IS NOT NULL
       OR EXISTS (SELECT FROM lintel.officer o WHERE o.id = own AND o.must_change_password));`,
    ],
  ],
];

const PROVED = ['password', 'code', 'provider', 'provider-again'];
const proved = (means: readonly string[]): string =>
  `ALTER TABLE lintel.sign_in_ticket DROP CONSTRAINT sign_in_ticket_proved_check,
     ADD CONSTRAINT sign_in_ticket_proved_check CHECK (proved IN (${means.map((one) => `'${one}'`).join(', ')}))`;

const UP = [
  proved([...PROVED, 'passkey']),
  'ALTER TABLE lintel.officer_session ADD COLUMN fully_until timestamptz',
  // Of whoever acts; null when there is none that counts.
  `CREATE FUNCTION lintel.fully_confirmed_until() RETURNS timestamptz
   LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     SELECT s.fully_until FROM lintel.officer_session s
      WHERE s.id_hash = scope.session() AND s.renewed_at IS NULL AND s.fully_until > now()
   $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.fully_confirmed_until() FROM PUBLIC',
  'GRANT EXECUTE ON FUNCTION lintel.fully_confirmed_until() TO lintel_workspace',
];

const DOWN = [
  'DROP FUNCTION lintel.fully_confirmed_until()',
  'ALTER TABLE lintel.officer_session DROP COLUMN fully_until',
  `DELETE FROM lintel.sign_in_ticket WHERE proved = 'passkey'`,
  proved(PROVED),
];

/** What protects an account changes only after a confirmation with all that signing in asks for: a code alone is not enough. */
export class FullConfirmation1770000000931 implements MigrationInterface {
  readonly name = 'FullConfirmation1770000000931';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
    for (const [name, ...changes] of CHANGES) await runner.query(reworded(name, changes));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, ...changes] of CHANGES)
      await runner.query(
        reworded(
          name,
          changes.map(([from, to]) => [to, from]),
        ),
      );
    for (const sql of DOWN) await runner.query(sql);
  }
}
