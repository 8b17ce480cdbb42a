import type { MigrationInterface, QueryRunner } from 'typeorm';

const ONE = 'c.code_hash = recovery_hash';
/** Behind the hash by the key of now there may be that by the key of before. */
const TWO = 'c.code_hash IN (substr(recovery_hash, 1, 32), substr(recovery_hash, 33, 32))';

const reworded = (from: string, to: string): string => `DO $do$
  DECLARE
    definition text := pg_get_functiondef(to_regproc('lintel.take_code'));
  BEGIN
    IF strpos(definition, $from$${from}$from$) = 0 THEN RAISE EXCEPTION 'lintel.take_code is not as it was'; END IF;
    EXECUTE replace(definition, $from$${from}$from$, $to$${to}$to$);
  END $do$`;

/** A recovery code counts as well when it was hashed with the key that was used before. */
export class CodesOfTwoKeys1770000000932 implements MigrationInterface {
  readonly name = 'CodesOfTwoKeys1770000000932';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(reworded(ONE, TWO));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(reworded(TWO, ONE));
  }
}
