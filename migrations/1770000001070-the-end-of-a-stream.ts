import type { MigrationInterface, QueryRunner } from 'typeorm';

const ENDS: readonly (readonly [table: string, when: string, row: string])[] = [
  ['lintel.officer_session', 'DELETE', 'OLD'],
  ['lintel.investigation_member', 'UPDATE OF removed_at', 'NEW'],
];
const nameOf = (row: string): string => `lintel.tell_end_of_${row.toLowerCase()}`;

/**
 * That a session or a membership of an officer has ended is told to whoever listens, as a hash of the officer's id, so that what is open for
 * them ends at once. Before, a stream of changes of an officer who was switched off stayed open until something changed, or half an hour.
 */
export class TheEndOfAStream1770000001070 implements MigrationInterface {
  readonly name = 'TheEndOfAStream1770000001070';

  async up(runner: QueryRunner): Promise<void> {
    for (const [table, when, row] of ENDS) {
      await runner.query(`CREATE FUNCTION ${nameOf(row)}() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
        BEGIN
          PERFORM pg_notify('lintel_changed', lintel.change_key(${row}.officer_id));
          RETURN NULL;
        END $$`);
      await runner.query(`REVOKE EXECUTE ON FUNCTION ${nameOf(row)}() FROM PUBLIC`);
      await runner.query(
        `CREATE TRIGGER tell_end AFTER ${when} ON ${table} FOR EACH ROW EXECUTE FUNCTION ${nameOf(row)}()`,
      );
    }
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, , row] of ENDS) {
      await runner.query(`DROP TRIGGER tell_end ON ${table}`);
      await runner.query(`DROP FUNCTION ${nameOf(row)}()`);
    }
  }
}
