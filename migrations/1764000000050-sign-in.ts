import type { MigrationInterface, QueryRunner } from 'typeorm';

const DEFINITIONS = `
-- An officer of the force's own provider has no password here.
ALTER TABLE lintel.officer ALTER COLUMN password_hash DROP NOT NULL;

-- Who an officer is at an OpenID Connect provider: issuer and subject together, never the email address.
CREATE TABLE lintel.officer_identity (
  issuer text NOT NULL,
  subject text NOT NULL,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  linked_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (issuer, subject)
);
CREATE INDEX officer_identity_officer ON lintel.officer_identity (officer_id);

-- The second factor (RFC 6238). The secret is sealed with a key that the database does not hold.
CREATE TABLE lintel.officer_totp (
  officer_id uuid PRIMARY KEY REFERENCES lintel.officer,
  sealed_secret bytea NOT NULL,
  -- Unset until a first right code has shown that the app has the secret.
  confirmed_at timestamptz,
  -- The last time step of which a code was taken: no code counts twice.
  last_step bigint NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- Codes for the day when the phone is lost, each for once; keyed hashes.
CREATE TABLE lintel.recovery_code (
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
  used_at timestamptz,
  PRIMARY KEY (officer_id, code_hash)
);

-- An officer who is no member looks into an investigation for a limited time. Nothing of it is ever taken away.
CREATE TABLE lintel.emergency_access (
  id uuid PRIMARY KEY,
  investigation_id uuid NOT NULL REFERENCES lintel.investigation,
  officer_id uuid NOT NULL REFERENCES lintel.officer,
  reason text NOT NULL CHECK (reason <> ''),
  started_at timestamptz NOT NULL DEFAULT now(),
  ends_at timestamptz NOT NULL CHECK (ends_at > started_at),
  ended_at timestamptz,
  ended_by uuid REFERENCES lintel.officer,
  seen_at timestamptz,
  -- Nobody answers for their own.
  seen_by uuid REFERENCES lintel.officer CHECK (seen_by <> officer_id),
  CHECK ((seen_at IS NULL) = (seen_by IS NULL)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
CREATE INDEX emergency_access_newest ON lintel.emergency_access (started_at DESC, id);
CREATE INDEX emergency_access_unseen ON lintel.emergency_access (started_at) WHERE seen_at IS NULL;
CREATE INDEX emergency_access_open ON lintel.emergency_access (officer_id, investigation_id) WHERE ended_at IS NULL;
`;

const RIGHTS = `
GRANT SELECT, INSERT ON lintel.officer_identity TO lintel_workspace;
GRANT SELECT, INSERT, DELETE, UPDATE (sealed_secret, confirmed_at, last_step, created_at) ON lintel.officer_totp TO lintel_workspace;
GRANT SELECT, INSERT, DELETE, UPDATE (used_at) ON lintel.recovery_code TO lintel_workspace;
GRANT SELECT, INSERT, UPDATE (ended_at, ended_by, seen_at, seen_by) ON lintel.emergency_access TO lintel_workspace;
`;

const VOCABULARY = [
  ['officer-signed-out', 'consultation'],
  ['officer-confirmed', 'consultation'],
  ['officer-changed', 'alteration'],
  ['second-factor-set', 'alteration'],
  ['second-factor-removed', 'alteration'],
  ['recovery-code-used', 'consultation'],
  ['broken-glass-ended', 'alteration'],
  ['broken-glass-seen', 'consultation'],
] as const;

const TABLES = ['officer_identity', 'officer_totp', 'recovery_code', 'emergency_access'];

/** Sign-in by a provider or with a second factor, and access in an emergency. */
export class SignIn1764000000050 implements MigrationInterface {
  readonly name = 'SignIn1764000000050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEFINITIONS);
    for (const table of TABLES) {
      await runner.query(`ALTER TABLE lintel.${table} ENABLE ROW LEVEL SECURITY`);
      await runner.query(`ALTER TABLE lintel.${table} FORCE ROW LEVEL SECURITY`);
      await runner.query(`CREATE POLICY owner ON lintel.${table} TO lintel_owner USING (true)`);
      await runner.query(`CREATE POLICY police ON lintel.${table} TO lintel_workspace USING (true)`);
    }
    await runner.query(RIGHTS);
    for (const [type, category] of VOCABULARY) {
      await runner.query('INSERT INTO custody.event_type (type, category) VALUES ($1, $2)', [type, category]);
      await runner.query(`INSERT INTO custody.permitted_type (role, type) VALUES ('lintel_workspace', $1)`, [
        type,
      ]);
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    const types = VOCABULARY.map(([type]) => type);
    await runner.query('DELETE FROM custody.permitted_type WHERE type = ANY($1)', [types]);
    await runner.query('DELETE FROM custody.event_type WHERE type = ANY($1)', [types]);
    for (const table of [...TABLES].reverse()) await runner.query(`DROP TABLE lintel.${table}`);
    // No password opens an account that had none.
    await runner.query(`UPDATE lintel.officer SET password_hash = '!' WHERE password_hash IS NULL`);
    await runner.query('ALTER TABLE lintel.officer ALTER COLUMN password_hash SET NOT NULL');
  }
}
