import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const file = (path: string): string => readFileSync(join(__dirname, path), 'utf8');

/** What PUBLIC must not call, and of that what the workspace may. */
const WITHIN = [
  'number_of(bytea)',
  'inverse_of(numeric, numeric)',
  'on_p256(numeric, numeric)',
  'ecdsa_fits(numeric, numeric, numeric, numeric, numeric)',
  'passkey_algorithm(bytea)',
  'rsa_fits(bytea, bytea, bytea)',
  'signature_fits(bytea, bytea, bytea)',
  'has_second_step(uuid)',
  'on_second_step(text)',
  'take_challenge(text, text, bytea, bytea)',
  'without_second_step(uuid)',
  'set_passkeys(text, text)',
];
const FOR_WORKSPACE = [
  'second_step(text)',
  'own_passkeys(text)',
  'challenge_passkey(text, text)',
  'add_passkey(bytea, bytea, text, text[], bytea[])',
  'prove_passkey(text, bytea, bytea, bytea, bytea, text)',
  'remove_passkey(uuid)',
];
const named = (functions: readonly string[]): string => functions.map((one) => `lintel.${one}`).join(', ');

/** Where functions of before ask for the app alone, or forget it alone: by name, what they say, and what they are to say. */
const CHANGES: readonly (readonly [string, string, string])[] = [
  [
    'prove_password',
    'EXISTS (SELECT FROM lintel.officer_totp t WHERE t.officer_id = known.id AND t.confirmed_at IS NOT NULL)',
    'lintel.has_second_step(known.id)',
  ],
  [
    'take_code',
    'EXISTS (SELECT FROM lintel.officer_totp t WHERE t.officer_id = officer AND t.confirmed_at IS NOT NULL)',
    'lintel.has_second_step(officer)',
  ],
  [
    'renew_recovery_codes',
    `PERFORM FROM lintel.officer_totp t WHERE t.officer_id = own AND t.confirmed_at IS NOT NULL FOR UPDATE;
  IF NOT FOUND THEN`,
    `PERFORM FROM lintel.officer o WHERE o.id = own FOR UPDATE;
  IF NOT lintel.has_second_step(own) THEN`,
  ],
  [
    'reset_officer',
    'DELETE FROM lintel.officer_totp t WHERE t.officer_id = whose;',
    'DELETE FROM lintel.officer_totp t WHERE t.officer_id = whose; DELETE FROM lintel.passkey k WHERE k.officer_id = whose;',
  ],
];

/** Says something else in a function, and leaves the rest of it as it has become meanwhile. */
async function reword(runner: QueryRunner, name: string, from: string, to: string): Promise<void> {
  const rows = (await runner.query(
    'SELECT pg_get_functiondef(p.oid) AS definition FROM pg_proc p WHERE p.oid = to_regproc($1)',
    [`lintel.${name}`],
  )) as readonly { readonly definition: string }[];
  const definition = rows[0]?.definition ?? '';
  if (definition.split(from).length !== 2) throw new Error(`${name} does not say once: ${from}`);
  await runner.query(definition.replace(from, () => to));
}

/** A statement of the baseline, to go back to. */
function before(path: string, start: string, end: string): string {
  const sql = file(path);
  const from = sql.indexOf(start);
  const to = sql.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${path} has no ${start}`);
  return sql.slice(from, to + end.length);
}

/** Passkeys are a second step beside the codes of an app, and PostgreSQL checks their signatures. */
export class Passkeys1770000000615 implements MigrationInterface {
  readonly name = 'Passkeys1770000000615';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('DROP FUNCTION lintel.second_step(text)');
    for (const part of ['signatures', 'tables', 'functions'])
      await runner.query(file(`passkeys/${part}.sql`));
    for (const [name, from, to] of CHANGES) await reword(runner, name, from, to);
    await runner.query(`REVOKE EXECUTE ON FUNCTION ${named([...WITHIN, ...FOR_WORKSPACE])} FROM PUBLIC`);
    await runner.query(`GRANT EXECUTE ON FUNCTION ${named(FOR_WORKSPACE)} TO lintel_workspace`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, from, to] of CHANGES) await reword(runner, name, to, from);
    const step = 'schema/identity/functions-second-step.sql';
    const removal = before(step, 'CREATE FUNCTION lintel.remove_second_step()', 'END $$;');
    await runner.query(removal.replace('CREATE FUNCTION', 'CREATE OR REPLACE FUNCTION'));
    const accounts = before('schema/identity/views.sql', 'CREATE VIEW lintel.every_account', ';');
    await runner.query(accounts.replace('CREATE VIEW', 'CREATE OR REPLACE VIEW'));
    const last = 'passkey_algorithm(bytea)';
    await runner.query(`DROP FUNCTION ${named([...WITHIN, ...FOR_WORKSPACE].filter((one) => one !== last))}`);
    await runner.query('DROP TABLE lintel.passkey, lintel.passkey_challenge');
    await runner.query(`DROP FUNCTION ${named([last])}`);
    await runner.query(
      'ALTER TABLE lintel.sign_in_setting DROP COLUMN passkey_rp_id, DROP COLUMN passkey_origin',
    );
    await runner.query(
      before('schema/identity/functions-proofs.sql', 'CREATE FUNCTION lintel.second_step(', '$$;'),
    );
    await runner.query('REVOKE EXECUTE ON FUNCTION lintel.second_step(text) FROM PUBLIC');
    await runner.query('GRANT EXECUTE ON FUNCTION lintel.second_step(text) TO lintel_workspace');
  }
}
