import type { MigrationInterface, QueryRunner } from 'typeorm';
import { reworded, type Change } from './reworded';

const GIVEN_AND_KNOWN = `taken := lintel.take_code(whose, step, recovery_hash);
  IF taken IS NULL THEN`;
const COUNTED = `unknown := scope.officer() IS NULL AND NOT lintel.knows_device(whose, device);
  spent := unknown AND EXISTS (SELECT FROM lintel.officer o, lintel.sign_in_setting s WHERE o.id = whose AND o.wrong_codes >= s.most_of_account);
  taken := lintel.take_code(whose, CASE WHEN NOT spent THEN step END, recovery_hash);
  IF taken IS NULL THEN
    IF unknown THEN UPDATE lintel.officer o SET wrong_codes = o.wrong_codes + 1 WHERE o.id = whose; END IF;`;

/** By name, what they say, and what they are to say. */
const CHANGES: readonly (readonly [name: string, ...changes: readonly Change[]])[] = [
  ['enter', ['SET failed_attempts = 0, opened_at =', 'SET opened_at =']],
  [
    'own_code',
    [
      'UPDATE lintel.invitation i SET failed_attempts = 0 WHERE i.id = invited.id;\n     UPDATE lintel.intake_session s SET own_code_at',
      'UPDATE lintel.intake_session s SET own_code_at',
    ],
  ],
  [
    'prove_code',
    ['  counted_by bytea;\n', '  counted_by bytea;\n  unknown boolean;\n  spent boolean;\n'],
    [GIVEN_AND_KNOWN, COUNTED],
    [
      `RETURN ('wrong', whose, NULL)::lintel.proof;\n  END IF;\n  DELETE`,
      `RETURN (CASE WHEN spent THEN 'spent' ELSE 'wrong' END, whose, NULL)::lintel.proof;\n  END IF;\n  DELETE`,
    ],
  ],
  ['well_kept', ['IF password !~ ', 'IF password IS NULL OR password !~ ']],
];

const UP = [
  `ALTER TABLE lintel.officer ADD COLUMN wrong_codes integer NOT NULL DEFAULT 0 CHECK (wrong_codes >= 0)`,
  `COMMENT ON COLUMN lintel.officer.wrong_codes IS 'After the password that stands, in browsers that were not known.'`,
  `CREATE FUNCTION lintel.password_renewed() RETURNS trigger
   LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
   BEGIN
     NEW.wrong_codes := 0;
     RETURN NEW;
   END $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.password_renewed() FROM PUBLIC',
  `CREATE TRIGGER password_renewed BEFORE UPDATE OF password_hash ON lintel.officer
   FOR EACH ROW EXECUTE FUNCTION lintel.password_renewed()`,
];

const DOWN = [
  'DROP TRIGGER password_renewed ON lintel.officer',
  'DROP FUNCTION lintel.password_renewed()',
  'ALTER TABLE lintel.officer DROP COLUMN wrong_codes',
];

/**
 * Wrong guesses of one secret add up for as long as it stands. Before, each right entry of the victim, and each quarter of an hour for
 * whoever had an officer's password, gave new ones. And no password is kept as nothing.
 */
export class GuessesThatAddUp1770000001271 implements MigrationInterface {
  readonly name = 'GuessesThatAddUp1770000001271';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
    for (const [name, ...changes] of CHANGES) await runner.query(reworded(name, changes));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, ...changes] of CHANGES)
      await runner.query(reworded(name, changes.map(([from, to]): Change => [to, from]).toReversed()));
    for (const sql of DOWN) await runner.query(sql);
  }
}
