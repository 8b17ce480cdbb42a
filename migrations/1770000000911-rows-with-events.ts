import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ROWS_OF_ACCOUNTS } from './of-account-rows';
import { ROWS_OF_CASES, type Forced } from './of-rows';

const FORCED = [...ROWS_OF_CASES, ...ROWS_OF_ACCOUNTS];

const functionOf = ({ name, table }: Forced): string => `lintel.${table.split('.')[1] ?? ''}_${name}`;

const up = (one: Forced): string[] => {
  const { name, table, on, when, role = 'workspace', said, any, among, alone } = one;
  const missing = said.map(([subject, types, detail, by]) => {
    const speakers = among ?? (by === undefined ? `'{}'` : `array_remove(ARRAY[${by}], NULL)`);
    return `NOT lintel.is_said_now(${subject}, ${types}, ${detail}, ${speakers})`;
  });
  const refused = `(${missing.join(any ? ' AND ' : ' OR ')})${alone === undefined ? '' : ` OR NOT (${alone})`}`;
  return [
    `CREATE FUNCTION ${functionOf(one)}() RETURNS trigger
     LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
     BEGIN
       IF session_user = 'lintel_${role}' AND (${refused}) THEN
         RAISE EXCEPTION 'what was recorded stands in no event: ${table}' USING ERRCODE = 'LN028';
       END IF;
       RETURN NULL;
     END $$`,
    `CREATE CONSTRAINT TRIGGER ${name} AFTER ${on} ON ${table} DEFERRABLE INITIALLY DEFERRED
       FOR EACH ROW${when === undefined ? '' : ` WHEN (${when})`} EXECUTE FUNCTION ${functionOf(one)}()`,
    `REVOKE EXECUTE ON FUNCTION ${functionOf(one)}() FROM PUBLIC`,
  ];
};

const UP = [
  /**
   * Whether one of `speakers` has said it in this transaction; where there are none, anybody. Whoever states an event holds its chain until
   * the transaction ends: what was said in this one is the end of the chain, and is gone through from there, one look into the index for
   * each. An event that a savepoint encloses is not found.
   */
  `CREATE FUNCTION lintel.is_said_now(chain text, types text[], said jsonb, speakers uuid[]) RETURNS boolean
   LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
   DECLARE
     mine CONSTANT xid := pg_current_xact_id()::xid;
     place bigint := (SELECT h.seq FROM custody.head h WHERE h.subject = chain);
     one record;
   BEGIN
     LOOP
       SELECT r.xmin AS made_in, r.type, r.officer, r.event INTO one FROM custody.record r WHERE r.subject = chain AND r.seq = place;
       EXIT WHEN NOT FOUND OR one.made_in <> mine;
       IF one.type = ANY (types) AND (cardinality(speakers) = 0 OR one.officer = ANY (speakers)) AND one.event::jsonb -> 'detail' @> said THEN
         RETURN true;
       END IF;
       place := place - 1;
     END LOOP;
     RETURN false;
   END $$`,
  'REVOKE EXECUTE ON FUNCTION lintel.is_said_now(text, text[], jsonb, uuid[]) FROM PUBLIC',
  ...FORCED.flatMap(up),
];

const DOWN = [
  ...FORCED.flatMap((one) => [
    `DROP TRIGGER ${one.name} ON ${one.table}`,
    `DROP FUNCTION ${functionOf(one)}()`,
  ]),
  'DROP FUNCTION lintel.is_said_now(text, text[], jsonb, uuid[])',
];

/** What lets somebody in, or gives a right, stays only with the event that says so, stated in the same transaction. */
export class RowsWithEvents1770000000911 implements MigrationInterface {
  readonly name = 'RowsWithEvents1770000000911';

  async up(runner: QueryRunner): Promise<void> {
    for (const sql of UP) await runner.query(sql);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const sql of DOWN) await runner.query(sql);
  }
}
